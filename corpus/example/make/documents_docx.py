"""Makes DOCX files: questions and answers in a table, and a letter. The same text gives the same bytes."""

import tomllib
import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Row
from docx.text.paragraph import Paragraph

BLUE = RGBColor(0x15, 0x42, 0x73)
COLUMN_WIDTHS = (Cm(1.2), Cm(7.2), Cm(8.2))
ZIP_TIME = (2018, 1, 1, 0, 0, 0)


def _save(document: WordDocument, target: Path, title: str, author: str, made: datetime) -> None:
    """Write the document with fixed times in its properties and in the ZIP file around it."""
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.created = properties.modified = made
    properties.language = "nl-NL"
    written = BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in source.namelist():
            packed.writestr(zipfile.ZipInfo(name, ZIP_TIME), source.read(name), zipfile.ZIP_DEFLATED)


def _new_document(font: str) -> WordDocument:
    document = Document()
    document.styles["Normal"].font.name = font
    document.styles["Normal"].font.size = Pt(10)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    return document


def _add_field(paragraph: Paragraph, instruction: str) -> None:
    """Add a field that the word processor fills in, such as the page number."""
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, instruction), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text
        run._r.append(element)


def _repeat_as_header(row: _Row) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _fill(row: _Row, cells: Sequence[Sequence[str]], bold: bool = False) -> None:
    for cell, paragraphs, width in zip(row.cells, cells, COLUMN_WIDTHS, strict=True):
        cell.width = width
        for place, text in enumerate(paragraphs):
            paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
            paragraph.add_run(text).bold = bold


def make_questions_docx(source: Path, target: Path, author: str, made: datetime) -> None:
    """Read questions and answers from a TOML file and write them as a table of three columns."""
    text = tomllib.loads(source.read_text(encoding="utf-8"))
    document = _new_document("Calibri")
    document.add_heading(text["title"], level=0)
    document.add_paragraph(text["subtitle"]).runs[0].italic = True
    for paragraph in text["introduction"]:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    table.autofit = False
    _fill(table.rows[0], [["Nr"], ["Vraag"], ["Antwoord"]], bold=True)
    _repeat_as_header(table.rows[0])
    number = 0
    for theme in text["themes"]:
        row = table.add_row()
        merged = row.cells[0].merge(row.cells[2])
        merged.paragraphs[0].add_run(theme["heading"]).bold = True
        for entry in theme["questions"]:
            number += 1
            _fill(table.add_row(), [[f"{number}."], [entry["question"]], entry["answer"]])
    document.sections[0].header.paragraphs[0].text = f"{author[0].upper()}{author[1:]}"
    footer = document.sections[0].footer.paragraphs[0]
    footer.add_run("Pagina ")
    _add_field(footer, "PAGE")
    _save(document, target, text["title"], author, made)


def _add_block(document: WordDocument, lines: Sequence[str], right: bool = False, bold_first: bool = False) -> None:
    for place, line in enumerate(lines):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = paragraph.add_run(line)
        if bold_first and place == 0:
            run.bold = True
            run.font.size = Pt(15)
            run.font.color.rgb = BLUE


def _add_body(document: WordDocument, body: Sequence[str | dict[str, list[str]]]) -> None:
    for part in body:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        for number, item in enumerate(part["items"], start=1):
            paragraph = document.add_paragraph(f"{number}.\t{item}")
            paragraph.paragraph_format.left_indent = Cm(0.8)
            paragraph.paragraph_format.first_line_indent = Cm(-0.8)


def make_letter(source: Path, target: Path, made: datetime) -> None:
    """Read a letter from a TOML file and write it with its letter head."""
    text = tomllib.loads(source.read_text(encoding="utf-8"))
    document = _new_document("Georgia")
    _add_block(document, text["sender"], right=True, bold_first=True)
    document.add_paragraph()
    _add_block(document, text["addressee"])
    document.add_paragraph()
    _add_block(document, [text["place_date"], f"Onderwerp: {text['subject']}", f"Ons kenmerk: {text['reference']}"])
    document.add_paragraph()
    document.add_paragraph(text["salutation"])
    _add_body(document, text["body"])
    document.add_paragraph()
    _add_block(document, text["signatories"])
    document.sections[0].footer.paragraphs[0].text = text["closing"]
    _save(document, target, text["subject"], text["sender"][0], made)
