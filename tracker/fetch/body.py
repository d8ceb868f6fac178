"""Read the body of an answer without ever holding more of it than the cap, packed or unpacked."""

import time
import zlib
from collections.abc import Iterator

import httpx

from tracker.fetch.failure import NEXT_RUN
from tracker.model import FetchError

_GZIP = 16 + zlib.MAX_WBITS  # zlib's way to say: with a gzip header


def read_body(response: httpx.Response, url: str, cap: int, deadline: float) -> bytes:
    """Read and unpack the body.

    cap: size in bytes, unpacked. deadline: on the monotonic clock.

    Raises FetchError when it is larger, takes longer, or is not packed as announced; httpx raises its own error when it
    is shorter than announced.
    """
    announced = response.headers.get("Content-Length", "")
    if announced.isdecimal() and int(announced) > cap:
        raise _too_large(url, cap, f"it announces {int(announced):,}")
    pieces: list[bytes] = []
    size = 0
    for piece in _unpacked(_punctual(response, url, deadline), response.headers.get("Content-Encoding", ""), url, cap):
        size += len(piece)
        if size > cap:
            raise _too_large(url, cap, "reading was stopped there")
        pieces.append(piece)
    return b"".join(pieces)


def _punctual(response: httpx.Response, url: str, deadline: float) -> Iterator[bytes]:
    for piece in response.iter_raw():
        if time.monotonic() > deadline:
            raise FetchError(f"{url}: the answer comes too slowly and was broken off; {NEXT_RUN}")
        yield piece


def _unpacked(pieces: Iterator[bytes], coding: str, url: str, cap: int) -> Iterator[bytes]:
    coding = coding.strip().lower()
    if coding in ("", "identity"):
        yield from pieces
    elif coding in ("gzip", "x-gzip"):
        yield from _gunzipped(pieces, url, cap)
    else:
        raise FetchError(f"{url}: packed as {coding}, which was not asked for; tell the owner of the site")


def _gunzipped(pieces: Iterator[bytes], url: str, cap: int) -> Iterator[bytes]:
    """Unpack piece by piece, so that a small body that unpacks to gigabytes stops at the cap."""
    unpacker = zlib.decompressobj(_GZIP)
    packed = b""
    try:
        for piece in pieces:
            packed += piece
            while packed:
                if unpacker.eof:
                    unpacker = zlib.decompressobj(_GZIP)  # gzip may hold several members in a row
                yield unpacker.decompress(packed, cap + 1)
                packed = unpacker.unconsumed_tail or unpacker.unused_data
    except zlib.error as error:
        raise FetchError(f"{url}: announced as gzip and is not ({error}); {NEXT_RUN}") from error
    if not unpacker.eof:
        raise FetchError(f"{url}: the body is shorter than announced (its gzip breaks off); {NEXT_RUN}")


def _too_large(url: str, cap: int, how: str) -> FetchError:
    return FetchError(
        f"{url}: larger than the cap of {cap:,} bytes ({how}); raise TRACKER_CAP if the document really is that large"
    )
