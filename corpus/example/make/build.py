"""Makes the PDF and DOCX files of the example corpus from the texts beside it.

    python corpus/example/make/build.py [--output FOLDER]

Without `--output` the files in the corpus are written over. The same texts give the same files.
"""

import argparse
from pathlib import Path

from gazette import Issue, make_gazette

EXAMPLE = Path(__file__).resolve().parent.parent
MUNICIPALITY = "Vlietmonde"
# regulation in CVDR XML -> the publication that its PDF imitates
GAZETTES = {
    "sociaal-makelen/CVDR9900001_1.xml": Issue("9900001", "2018", "12 juni 2018", MUNICIPALITY),
    "buurtteams/CVDR9900002_1.xml": Issue("9900002", "2018", "12 juni 2018", MUNICIPALITY),
    "iac/CVDR9900003_1.xml": Issue("9900003", "2018", "12 juni 2018", MUNICIPALITY, private_bullets=True),
}


def build(output: Path) -> list[Path]:
    """Make all files under `output`, in the folders of the corpus; return them."""
    made = []
    for source, issue in GAZETTES.items():
        target = output / Path(source).parent / f"{issue.identifier}.pdf"
        target.parent.mkdir(parents=True, exist_ok=True)
        make_gazette(EXAMPLE / source, target, issue)
        made.append(target)
    return made


def main() -> None:
    """Read the arguments and make the files."""
    parser = argparse.ArgumentParser(description="Make the PDF and DOCX files of the example corpus.")
    parser.add_argument("--output", type=Path, default=EXAMPLE, help="folder to write to (default: the corpus itself)")
    for path in build(parser.parse_args().output):
        print(path)


if __name__ == "__main__":
    main()
