"""A dossier as Markdown with footnotes, in which nothing that a visitor or publisher wrote is read as markup.

CommonMark with the footnotes of GitHub and Pandoc.
"""

import re
from collections.abc import Iterable

from tracker.dutch import day
from tracker.publish.dossier.composing import (
    Block,
    Bullets,
    Composed,
    Footnote,
    Heading,
    Inline,
    Link,
    Paragraph,
    Words,
)
from tracker.publish.markdown import escaped, link, with_starts_escaped

_LINE_END = re.compile(r" *\n *")


def as_markdown(composed: Composed) -> str:
    """Return the document as Markdown."""
    footnotes: list[Footnote] = []
    text = f"# {_plain(composed.title)}\n\n*{day(composed.made.isoformat())}*"
    before: Block | None = None
    for block in composed.blocks:
        text += ("\n>\n" if _is_quoted(before) and _is_quoted(block) else "\n\n") + _block(block, footnotes)
        before = block
    notes = (f"\n\n[^{number}]: {_inlines(note.content, [])}" for number, note in enumerate(footnotes, 1))
    return f"{text}{''.join(notes)}\n"


def _is_quoted(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and block.quoted


def _block(block: Block, footnotes: list[Footnote]) -> str:
    if isinstance(block, Heading):
        return f"## {_plain(block.text)}"
    if isinstance(block, Bullets):
        return "\n".join(f"- {_inlines(point, footnotes)}" for point in block.points)
    text = _inlines(block.content, footnotes)
    return "\n".join(f"> {line}" for line in text.split("\n")) if block.quoted else text


def _inlines(content: Iterable[Inline], footnotes: list[Footnote]) -> str:
    return with_starts_escaped("".join(_inline(each, footnotes) for each in content))


def _inline(inline: Inline, footnotes: list[Footnote]) -> str:
    if isinstance(inline, Footnote):
        footnotes.append(inline)
        return f"[^{len(footnotes)}]"
    if isinstance(inline, Link):
        return link(inline.address)
    return _strong(inline) if inline.strong else _escaped(inline.text)


def _strong(words: Words) -> str:
    """Write words in bold; the space at either end has to be outside the asterisks."""
    text = words.text.strip()
    before, _, after = words.text.partition(text)
    return f"{before}**{_escaped(text)}**{after}" if text else words.text


def _escaped(text: str) -> str:
    """Write text so that it is read as it is, with hard line ends; the space that opens a line would be lost anyway."""
    return escaped(_LINE_END.sub("\n", text)).replace("\n", "\\\n")


def _plain(text: str) -> str:
    return _escaped(" ".join(text.split()))
