"""Archives that hold one document: a ZIP, a tar, a gzip."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePosixPath

from tracker.model import ReadError
from tracker.parse.detect import Detected, Format, detect

MAXIMUM_UNPACKED = 300_000_000
"""An archive that unpacks to more bytes than this is not unpacked."""

MAXIMUM_RATIO = 200
"""An archive of some size that unpacks to so many times its own bytes is made to fill a memory."""

RATIO_MATTERS = 50_000_000
"""Unpacked bytes below which the ratio does not matter: a page of spaces packs well."""

CHUNK = 1_000_000
"""Bytes that are unpacked before their number is looked at."""

MAXIMUM_DEPTH = 3
"""Archives within archives that are opened."""

_NO_DOCUMENT_SUFFIXES = (
    ".css .js .png .jpg .jpeg .gif .svg .webp .ico .bmp .tif .tiff .woff .woff2 .ttf .eot .xsd .xsl .dtd .gml .gpkg "
    ".mp4 .mp3 .wav .exe .dll .sha256 .md5 .url .lnk .db .ini"
)
_NO_DOCUMENT = frozenset(_NO_DOCUMENT_SUFFIXES.split())
_ARCHIVES = frozenset({Format.ZIP, Format.TAR, Format.GZIP, Format.BZIP2, Format.XZ})
_BROKEN = (zipfile.BadZipFile, tarfile.TarError, OSError, EOFError, zlib.error, lzma.LZMAError, ValueError)
"""What the readers of the standard library raise for a broken archive."""


def only_document(content: bytes, found: Detected) -> tuple[bytes, Detected]:
    """Unpack an archive with one document in it, also where it is an archive in an archive; return it and what it is.

    Raises ReadError `many-documents` where there are more, `empty` where there is none, `encrypted`, `too-large`,
    `broken-archive`.
    """
    for _ in range(MAXIMUM_DEPTH):
        try:
            content = _unpack(content, found)
        except RuntimeError as error:
            raise ReadError(
                "encrypted", f"{found.name} asks for a password: ask for the document without one"
            ) from error
        except _BROKEN as error:
            raise ReadError(
                "broken-archive",
                f"{found.name} of {len(content):,} bytes cannot be unpacked ({error}): fetch it again",
            ) from error
        found = detect(content)
        if found.format not in _ARCHIVES:
            return content, found
    raise ReadError(
        "too-large", f"{found.name} lies in more than {MAXIMUM_DEPTH} archives: unpack it and give the document itself"
    )


def _unpack(content: bytes, found: Detected) -> bytes:
    if found.format is Format.ZIP:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_sizes(archive, len(content), found.name)
            members = [info.filename for info in archive.infolist() if not info.is_dir()]
            return archive.read(_only(members, found.name))
    if found.format is Format.TAR:
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            members = [member.name for member in archive if member.isfile()]
            opened = archive.extractfile(_only(members, found.name))
            return opened.read() if opened else b""
    openers: dict[Format, Callable[[io.BytesIO], io.BufferedIOBase]] = {
        Format.GZIP: lambda packed: gzip.GzipFile(fileobj=packed),
        Format.BZIP2: bz2.BZ2File,
        Format.XZ: lzma.LZMAFile,
    }
    unpacked = bytearray()
    with openers[found.format](io.BytesIO(content)) as stream:
        while part := stream.read(CHUNK):
            unpacked += part
            _refuse_size(len(unpacked), len(content), found.name)
    return bytes(unpacked)


def check_sizes(archive: zipfile.ZipFile, packed: int, name: str) -> None:
    """Raise ReadError `too-large` when a ZIP says that it unpacks to more than is sane; nothing is unpacked for it.

    A ZIP that lies about its sizes does no harm: the standard library reads no further than what it says.
    """
    _refuse_size(sum(info.file_size for info in archive.infolist()), packed, name)


def _refuse_size(unpacked: int, packed: int, name: str) -> None:
    if unpacked > MAXIMUM_UNPACKED or (unpacked > RATIO_MATTERS and unpacked > MAXIMUM_RATIO * packed):
        raise ReadError(
            "too-large",
            f"{name} of {packed:,} bytes unpacks to {unpacked:,} bytes or more: it is not unpacked; "
            "look whether the source gives the right file",
        )


def _only(names: list[str], archive: str) -> str:
    """Return the one member that can be a document."""
    documents = [name for name in names if _may_be_document(PurePosixPath(name))]
    if len(documents) == 1:
        return documents[0]
    if not documents:
        raise ReadError("empty", f"{archive} holds no document ({len(names)} files): look whether the source has moved")
    shown = ", ".join(documents[:3])
    raise ReadError(
        "many-documents",
        f"{archive} holds {len(documents)} documents ({shown}, ...): unpack it in a folder and follow that folder",
    )


def _may_be_document(path: PurePosixPath) -> bool:
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    return not hidden and path.suffix.lower() not in _NO_DOCUMENT
