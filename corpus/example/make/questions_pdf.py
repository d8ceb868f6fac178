"""Makes a document of questions and answers as PDF, in the manner of a word processor.

One column, uneven at the right, "Vraag 1" and "Antwoord 1" on lines of their own, a heading for each theme. Its text
is a TOML file with `title`, `subtitle`, `introduction` and `themes`, each with `heading` and `questions`.
"""

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from typeset import PAGE_HEIGHT, PAGE_WIDTH, Box, Frame, Run, Section, Style, paginate, set_paragraph, write_pdf

TEXT = Style(size=10, leading=13, justified=False, breaks_words=False)
QUESTION = replace(TEXT, italic=True)
LABEL = replace(TEXT, bold=True, before=9, keeps_with_next=True)
THEME = replace(TEXT, size=12.5, leading=16, bold=True, before=18, keeps_with_next=True, colour="#154273")
TITLE = replace(TEXT, size=17, leading=21, bold=True, colour="#154273")


@dataclass(frozen=True)
class QuestionsDesign:
    """Running title above, page of pages below."""

    title: str
    frame: Frame = field(default_factory=lambda: Frame(left=71, right=71, top=92, bottom=80))
    first_top: float = 92.0

    def decorate(self, canvas: Canvas, page: int, pages: int) -> None:
        """Draw the running title (not on the first page) and the page number."""
        canvas.setFillColor("#555555")
        canvas.setFont("Helvetica", 8)
        if page > 1:
            canvas.drawString(self.frame.left, PAGE_HEIGHT - 54, self.title)
        canvas.drawRightString(PAGE_WIDTH - self.frame.right, 44, f"Pagina {page} van {pages}")


def _boxes(text: dict, width: float) -> list[Box]:
    boxes: list[Box] = [
        *set_paragraph([Run(text["title"])], TITLE, width),
        *set_paragraph([Run(text["subtitle"])], replace(TEXT, before=4, colour="#555555"), width),
    ]
    for paragraph in text["introduction"]:
        boxes += set_paragraph([Run(paragraph)], replace(TEXT, before=8), width)
    number = 0
    for theme in text["themes"]:
        boxes += set_paragraph([Run(theme["heading"])], THEME, width)
        for entry in theme["questions"]:
            number += 1
            boxes += set_paragraph([Run(f"Vraag {number}")], LABEL, width)
            boxes += set_paragraph([Run(entry["question"])], QUESTION, width)
            boxes += set_paragraph([Run(f"Antwoord {number}")], replace(LABEL, before=3), width)
            for paragraph in entry["answer"]:
                boxes += set_paragraph([Run(paragraph)], TEXT, width)
    return boxes


def make_questions(source: Path, target: Path, author: str) -> None:
    """Read questions and answers from a TOML file and write them as PDF."""
    text = tomllib.loads(source.read_text(encoding="utf-8"))
    design = QuestionsDesign(text["title"])
    pages = paginate([Section(_boxes(text, design.frame.column_width(1)))], design)
    write_pdf(target, pages, design, text["title"], author, text["introduction"][-1])
