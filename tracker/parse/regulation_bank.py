"""What the banks of regulations print above a text: from when it holds, its history, links to this page.

Pages of lokaleregelgeving.overheid.nl and of the CVDR repository set the word "Intitulé" as a heading over the title of
the regulation. What stands above it changes while the text does not ("t/m heden"), and is no part of it.
"""

from dataclasses import replace

from tracker.model import Block, BlockKind, Document, Part, SetApart

_MARKS = frozenset({"intitulé", "intitule"})


def set_bank_apart(document: Document) -> Document:
    """Return the document with what stands above its title set apart; the same document where no bank made it."""
    at = next((index for index, block in enumerate(document.blocks) if _is_mark(block)), None)
    if at is None:
        return document
    above, text = document.blocks[: at + 1], document.blocks[at + 1 :]
    title = text[0].text if text and text[0].kind is BlockKind.PARAGRAPH else ""
    if title:
        heading = replace(text[0], kind=BlockKind.HEADING, level=0, role="intitule", part=Part.OPENING)
        text = (heading, *text[1:])
    apart = tuple(SetApart("metadata", _printed(block), block.page) for block in above)
    return replace(document, title=title or document.title, blocks=text, apart=(*apart, *document.apart))


def _is_mark(block: Block) -> bool:
    return block.kind is BlockKind.HEADING and not block.marker and block.text.casefold() in _MARKS


def _printed(block: Block) -> str:
    words = [cell for cell in block.cells if cell] or [block.text]
    return " ".join(filter(None, (block.marker, *words)))
