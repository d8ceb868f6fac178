"""Makes the PDF and DOCX files of the example corpus from the texts beside it.

    python corpus/example/make/build.py [--output FOLDER]

Without `--output` the files in the corpus are written over. The same texts give the same files.
"""

import argparse
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from documents_docx import make_letter, make_questions_docx
from gazette import Issue, make_gazette
from note import make_note
from questions_pdf import make_questions

EXAMPLE = Path(__file__).resolve().parent.parent
TEXTS = EXAMPLE / "make" / "texts"
MUNICIPALITY = "Vlietmonde"
AUTHOR = f"gemeente {MUNICIPALITY}"
# regulation in CVDR XML -> the publication that its PDF imitates
GAZETTES = {
    "sociaal-makelen/CVDR9900001_1.xml": Issue("9900001", "2018", "12 juni 2018", MUNICIPALITY),
    "buurtteams/CVDR9900002_1.xml": Issue("9900002", "2018", "12 juni 2018", MUNICIPALITY),
    "iac/CVDR9900003_1.xml": Issue("9900003", "2018", "12 juni 2018", MUNICIPALITY, private_bullets=True),
}
# file -> how it is made
OTHERS: dict[str, Callable[[Path], None]] = {
    "sociaal-makelen/vragen-en-antwoorden.pdf": lambda target: make_questions(
        TEXTS / "vragen-sociaal-makelen.toml", target, AUTHOR
    ),
    "buurtteams/vragen-en-antwoorden.docx": lambda target: make_questions_docx(
        TEXTS / "vragen-buurtteams.toml", target, AUTHOR, datetime(2018, 7, 17, 9, 0)
    ),
    "nota-uitgangspunten/nota-van-uitgangspunten-concept.pdf": lambda target: make_note(
        TEXTS / "nota-van-uitgangspunten.md", target
    ),
    "brief/brief-aan-de-raad.docx": lambda target: make_letter(
        TEXTS / "brief.toml", target, datetime(2018, 3, 21, 9, 0)
    ),
}


def build(output: Path) -> list[Path]:
    """Make all files under `output`, in the folders of the corpus; return them."""
    makers = dict(OTHERS)
    for source, issue in GAZETTES.items():
        name = str(Path(source).with_name(f"{issue.identifier}.pdf"))
        makers[name] = partial(make_gazette, EXAMPLE / source, issue=issue)
    for name, make in makers.items():
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        make(output / name)
    return [output / name for name in makers]


def main() -> None:
    """Read the arguments and make the files."""
    parser = argparse.ArgumentParser(description="Make the PDF and DOCX files of the example corpus.")
    parser.add_argument("--output", type=Path, default=EXAMPLE, help="folder to write to (default: the corpus itself)")
    for path in build(parser.parse_args().output):
        print(path)


if __name__ == "__main__":
    main()
