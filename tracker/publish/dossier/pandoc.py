"""A dossier as a Word or OpenDocument file, written by pandoc in a sandbox.

Pandoc is given its own document tree (JSON) and never a text to parse, so that nothing in a note or a clause can be
markup. Source of the tree: https://hackage.haskell.org/package/pandoc-types, Text.Pandoc.Definition.
"""

import io
import json
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pypandoc

from tracker.dutch import day
from tracker.publish.dossier.composing import Block, Bullets, Composed, Footnote, Heading, Inline, Link, Words
from tracker.publish.dossier.styling import STYLED

FORMATS = tuple(STYLED)
"""The formats that pandoc writes here, by the extension of their files."""

LONGEST_SECONDS = 20
"""How long pandoc may work on one dossier."""

_MEMORY = ("+RTS", "-M512M", "-RTS")
_UNDATED = b"1970-01-01T00:00:00Z"
_DATED = ("docProps/core.xml", "meta.xml")
"""The files inside a document that say when it was made: in its sandbox pandoc has no clock."""

Tree = dict[str, Any]
"""A part of pandoc's document: its kind under `t` and its content under `c`."""


class NotWritten(Exception):  # noqa: N818 -- an outcome that the site tells its visitor
    """Pandoc is not there, took too long or failed; the message says which, for a maintainer."""


def write(composed: Composed, format_: str, now: datetime) -> bytes:
    """Return the document as a file of one of FORMATS, made at `now` (UTC). Takes tenths of a second.

    Raises NotWritten.
    """
    tree = json.dumps(_document(composed), ensure_ascii=False).encode("utf-8")
    styles = _styles(format_)
    options = ("--from=json", f"--to={format_}", f"--reference-doc={styles}", "--output=-")
    written = _run(*options, given=tree)
    return _dated(written, now)


def is_there() -> bool:
    """Whether pandoc can be run here; it is not on a platform for which the package comes without it."""
    try:
        return bool(_version())
    except NotWritten:
        return False


@cache
def _version() -> list[int]:
    """Return the version of the document tree that the installed pandoc reads."""
    return list(json.loads(_run("--from=markdown", "--to=json"))["pandoc-api-version"])


@cache
def _folder() -> tempfile.TemporaryDirectory:
    return tempfile.TemporaryDirectory(prefix="beleidsvolger-dossier-")


@cache
def _styles(format_: str) -> Path:
    """Return the path of a file with the styles of a format, made once."""
    path = Path(_folder().name) / f"styles.{format_}"
    path.write_bytes(STYLED[format_](_run(f"--print-default-data-file=reference.{format_}")))
    return path


def _run(*options: str, given: bytes = b"") -> bytes:
    """Run pandoc where it can read no file but those in its options. Raises NotWritten."""
    try:
        command = [pypandoc.get_pandoc_path(), "--sandbox", f"--data-dir={_folder().name}", *options, *_MEMORY]
        ran = subprocess.run(command, input=given, capture_output=True, timeout=LONGEST_SECONDS, check=True)
    except subprocess.TimeoutExpired as error:
        raise NotWritten(f"pandoc took longer than {LONGEST_SECONDS} seconds") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip()
        raise NotWritten(f"pandoc stopped with status {error.returncode}: {said}") from error
    except OSError as error:
        raise NotWritten(f"pandoc cannot be run ({error}); install pypandoc-binary for this platform") from error
    return ran.stdout


def _dated(file: bytes, now: datetime) -> bytes:
    moment = now.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    dated = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(dated, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part, content.replace(_UNDATED, moment) if part.filename in _DATED else content)
    return dated.getvalue()


# ------------------------------------------------------------------ the tree


def _document(composed: Composed) -> Tree:
    meta = {
        "title": _tree("MetaInlines", [_text(composed.title)]),
        "date": _tree("MetaInlines", [_text(day(composed.made.isoformat()))]),
        "lang": _tree("MetaString", "nl-NL"),
    }
    blocks = [tree for block in composed.blocks for tree in _block(block)]
    return {"pandoc-api-version": _version(), "meta": meta, "blocks": blocks}


def _tree(kind: str, content: object) -> Tree:
    return {"t": kind, "c": content}


def _block(block: Block) -> list[Tree]:
    if isinstance(block, Heading):
        return [_tree("Header", [1, ["", [], []], [_text(block.text)]])]
    if isinstance(block, Bullets):
        return [_tree("BulletList", [[_tree("Plain", _inlines(point))] for point in block.points])]
    paragraph = _tree("Para", _inlines(block.content))
    return [_tree("BlockQuote", [paragraph])] if block.quoted else [paragraph]


def _inlines(content: Iterable[Inline]) -> list[Tree]:
    return [tree for inline in content for tree in _inline(inline)]


def _inline(inline: Inline) -> list[Tree]:
    if isinstance(inline, Footnote):
        return [_tree("Note", [_tree("Para", _inlines(inline.content))])]
    if isinstance(inline, Link):
        return [_tree("Link", [["", [], []], [_text(inline.address)], [inline.address, ""]])]
    return [_tree("Strong", _lines(inline))] if inline.strong else _lines(inline)


def _lines(words: Words) -> list[Tree]:
    first, *others = words.text.split("\n")
    return [_text(first), *(tree for line in others for tree in ({"t": "LineBreak"}, _text(line)))]


def _text(text: str) -> Tree:
    """Return text as one string: what is in it is never read, spaces included."""
    return _tree("Str", text)
