"""PDF: characters to lines, lines to columns, columns to paragraphs, paragraphs to blocks.

The steps, a module each: `glyphs` and `pages` read the characters (pdfplumber, pdfminer), `lines` puts them together,
`furniture` takes out what runs along on every page, `tables` what stands in cells, `columns` finds the reading order,
`contents` and `footnotes` take out what is no running text, `paragraphs` puts lines together, `joining` words,
`headings` and `levels` judge, `blocks` writes down. `quality` says whether there is text to read, `ocr` reads scans.
"""

from tracker.parse.pdf.document import parse_pdf
from tracker.parse.pdf.glyphs import pdf_characters

__all__ = ["parse_pdf", "pdf_characters"]
