"""Where the files are that a maintainer edits, in a checkout and in an installed package."""

from pathlib import Path

from tracker.model import TrackerError

_PACKAGE = Path(__file__).resolve().parent
_ROOTS = (_PACKAGE.parent, _PACKAGE)  # a checkout keeps `corpus/` beside the package, a wheel inside it


def corpus_file(name: str) -> Path:
    """Return the path of `corpus/NAME`, a file or a folder.

    Raises TrackerError when the installation has no such file.
    """
    return _find(f"corpus/{name}")


def datasette_metadata() -> Path:
    """Return the path of `datasette-metadata.json`."""
    return _find("datasette-metadata.json")


def _find(name: str) -> Path:
    for root in _ROOTS:
        path = root / name
        if path.exists():
            return path
    looked = " and ".join(map(str, _ROOTS))
    raise TrackerError(f"{name}: not in this installation (looked in {looked}); install the package again")
