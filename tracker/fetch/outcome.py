"""What fetching one document gives, besides the document itself (`tracker.model.Fetched`)."""

from dataclasses import dataclass

from tracker.model import Fetched, FetchError


@dataclass(frozen=True)
class Known:
    """What the last fetch of a document left to ask with: send it only if it changed."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True)
class Unchanged:
    """The source says that a document is as it was; `metadata` is what it says beside it now (see `Fetched`)."""

    address: str
    http_status: int | None = None
    etag: str = ""
    last_modified: str = ""
    metadata: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class FetchFailed:
    """One document of a source could not be read; the others go on."""

    address: str
    error: FetchError


@dataclass(frozen=True)
class Absent:
    """An optional source holds nothing yet; that is no failure. `note` is one line for a maintainer."""

    address: str
    note: str


Outcome = Fetched | Unchanged | FetchFailed | Absent


class NothingFoundError(FetchError):
    """A source answered and holds no document at all: an empty folder, a search without results."""
