"""Pages whose text is a picture or garbage: read by OCR where that can be, else refused or noted."""

from collections.abc import Sequence

from tracker.model import ReadError
from tracker.parse.pdf import ocr
from tracker.parse.pdf.pages import read_pages
from tracker.parse.pdf.quality import is_garbled, numbers
from tracker.parse.pdf.records import PageText, State

MANY = 0.5
"""A document with a larger share of such pages cannot be used without OCR."""

SAMPLE = 5000
"""So many characters of a document are judged together: its pages may each have too little text to judge."""

READER = f"OCR (OCRmyPDF, Tesseract {ocr.LANGUAGE})"


def read_pictures(content: bytes, pages: list[PageText], jobs: int) -> tuple[list[PageText], list[str]]:
    """Return the pages, those without text read by OCR, and remarks for a maintainer.

    Raises:
        ReadError: `scan-without-text` or `garbled-text`, when most pages have no text to read and OCR gives none;
            `no-text` when the pages are blank.
    """
    scans, garbled = numbers(pages, State.SCAN), numbers(pages, State.GARBLED)
    stamped, text = numbers(pages, State.STAMPED), numbers(pages, State.TEXT)
    if len(garbled) > MANY * len([*garbled, *text]) or (text and not garbled and is_garbled(_text(pages)[:SAMPLE])):
        garbled, text = sorted([*garbled, *text]), []
    if not text and not scans and not garbled and not stamped:
        raise ReadError("no-text", f"the PDF has {len(pages)} blank page(s); look at it in a viewer")
    if stamped and len(text) < MANY * len(stamped):
        scans, stamped = sorted([*scans, *stamped]), []
    remarks = [f"{name_pages(stamped)}: a picture with hardly any text, not read"] if stamped else []
    wanted = sorted([*scans, *garbled])
    if not wanted:
        return pages, remarks
    try:
        read = read_pages(ocr.recognise(content, wanted, jobs), wanted, jobs)
    except ocr.OcrError as error:
        if len(wanted) > MANY * (len(wanted) + len(text)):
            raise _refusal(scans, garbled, str(error)) from error
        return pages, [*remarks, f"{name_pages(wanted)}: no readable text, not read by OCR: {error}"]
    if not text and not any(page.segments for page in read):
        raise _refusal(scans, garbled, "OCR found no text")
    found = {page.number: page for page in read}
    return [found.get(page.number, page) for page in pages], [*remarks, f"{name_pages(wanted)} read by {READER}"]


def _text(pages: Sequence[PageText]) -> str:
    return " ".join(segment.text for page in pages for segment in page.segments)


def name_pages(numbers: Sequence[int]) -> str:
    """Return "page 2" or "pages 1-3, 7"."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and ranges[-1][-1] == number - 1:
            ranges[-1].append(number)
        else:
            ranges.append([number])
    text = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in ranges)
    return f"page {text}" if len(numbers) == 1 else f"pages {text}"


def _refusal(scans: Sequence[int], garbled: Sequence[int], why: str) -> ReadError:
    advice = f"{ocr.INSTALL}, or ask the publisher for a PDF with text"
    if len(garbled) > len(scans):
        return ReadError("garbled-text", f"{name_pages(garbled)}: the text layer is no readable text ({why}); {advice}")
    return ReadError("scan-without-text", f"{name_pages(scans)}: a scan without text ({why}); {advice}")
