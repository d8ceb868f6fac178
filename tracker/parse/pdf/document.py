"""A PDF as a document: the steps in their order."""

from collections.abc import Iterator, Sequence
from itertools import count
from statistics import median

from tracker.model import Block, BlockKind, Document, ReadError, SetApart
from tracker.parse.pdf.alignment import take_aligned_tables, take_paired_rows
from tracker.parse.pdf.blocks import BlockBuilder
from tracker.parse.pdf.columns import Frame, find_gutter, read_frames, usual_gutters
from tracker.parse.pdf.contents import take_contents
from tracker.parse.pdf.flow import read_lines
from tracker.parse.pdf.footnotes import take_notes
from tracker.parse.pdf.furniture import take_furniture
from tracker.parse.pdf.glyphs import SOFT_HYPHEN
from tracker.parse.pdf.joining import Joiner
from tracker.parse.pdf.pages import count_pages, read_pages
from tracker.parse.pdf.paragraphs import group, measure
from tracker.parse.pdf.pictures import name_pages, read_pictures
from tracker.parse.pdf.records import MARK, MARK_END, Line, PageText, Segment, Table
from tracker.parse.pdf.tables import take_ruled_tables


def parse_pdf(content: bytes, *, jobs: int = 1) -> Document:
    """Read a PDF.

    Args:
        content: the bytes of the file.
        jobs: how many processes read its pages; the document comes out the same.

    Raises:
        ReadError: with reason `encrypted`, `broken-pdf`, `no-pages`, `scan-without-text` or `garbled-text`.
    """
    pages = read_pages(content, range(1, count_pages(content) + 1), jobs)
    if all(page.error for page in pages):
        raise ReadError("broken-pdf", f"no page of the PDF can be read ({pages[0].error}); fetch it again or repair it")
    pages, notes = read_pictures(content, pages, jobs)
    return lay_out(pages, notes)


def lay_out(pages: list[PageText], remarks: Sequence[str] = ()) -> Document:
    """Return the document that the pages make up; the segments of `pages` are taken out on the way.

    `remarks` become notes of the document, beside those on pages that cannot be read.
    """
    for page in pages:
        if page.recognised:
            _even_sizes(page.segments)
    apart = [item for page in pages for item in page.apart]
    apart.extend(take_furniture(pages))
    tables = {page.number: take_ruled_tables(page) for page in pages}
    frames = _frames(pages, tables)
    items: list[Line | Table] = []
    for number, frame in zip(count(1), frames, strict=False):
        items.extend(read_lines(frame, number))
    lines = [item for item in items if isinstance(item, Line)]
    measures = measure(lines)
    items, contents = take_contents(items)
    items, notes = take_notes(items, measures)
    joiner = Joiner(line.text for line in lines)
    builder = BlockBuilder(joiner, measures, notes)
    blocks = builder.build(group(items, measures))
    apart.extend(_clean(item) for item in (*contents, *builder.apart))
    return Document(
        title=_title(blocks),
        format="pdf",
        blocks=tuple(blocks),
        apart=tuple(sorted(apart, key=lambda item: item.page or 0)),
        notes=(*remarks, *_remarks(pages)),
        pages=len(pages),
    )


def _remarks(pages: Sequence[PageText]) -> Iterator[str]:
    """Yield what a maintainer should know of the pages."""
    for page in pages:
        if page.error:
            yield f"page {page.number} cannot be read: {page.error}"
    struck = [page.number for page in pages if page.struck]
    if struck:
        yield f"{name_pages(struck)}: text that is struck out is set apart"


def _even_sizes(segments: Sequence[Segment]) -> None:
    """Give recognised text one size where sizes are near: Tesseract measures each word by its own letters."""
    if segments:
        usual = median(size for segment in segments for size in [segment.size] * len(segment.text))
        for segment in segments:
            if 0.7 * usual < segment.size < 1.4 * usual:
                segment.size = usual


def _frames(pages: Sequence[PageText], tables: dict[int, list[Table]]) -> list[Frame]:
    """Return the columns of all pages in reading order; tables without rulings are added to `tables` on the way."""
    found = (find_gutter([*page.segments, *tables[page.number]]) for page in pages)
    known = usual_gutters([gutter for gutter in found if gutter is not None])
    frames: list[Frame] = []
    for page in pages:
        tables[page.number].extend(take_aligned_tables(page, known))
        frames.extend(read_frames(page.number, [*page.segments, *tables[page.number]], known))
    for frame in frames:
        _pair_rows(frame)
    return frames


def _pair_rows(frame: Frame) -> None:
    segments = [item for item in frame.items if isinstance(item, Segment)]
    rest, paired = take_paired_rows(segments, frame.page)
    if paired:
        tables = [item for item in frame.items if isinstance(item, Table)]
        frame.items = sorted([*rest, *paired, *tables], key=lambda item: (item.top, item.x0))


def _clean(item: SetApart) -> SetApart:
    text = item.text.translate(str.maketrans("", "", MARK + MARK_END + SOFT_HYPHEN))
    return SetApart(item.kind, " ".join(text.split()), item.page)


def _title(blocks: Sequence[Block]) -> str:
    """Return the heading in the largest type on the first pages, else the first text."""
    first = [block for block in blocks if (block.page or 1) <= 2 and " " in block.text]
    headings = [block for block in first if block.kind == BlockKind.HEADING]
    large = [block for block in headings if "groot" in block.style]
    for candidates in (large, headings, first):
        if candidates:
            return " ".join(part for part in (candidates[0].marker, candidates[0].text) if part)[:300]
    return ""
