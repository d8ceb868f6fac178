"""Hold a text back while it is in doubt, and let it go when it is stable or gone again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from tracker.archive import Archive
from tracker.check.doubt import PATIENCE, Doubt, doubt_of, flips, is_stable, seen_again
from tracker.extract import ExtractionTask, extractor_id
from tracker.fetch import Client, FetchFailed, Unchanged, fetch_again
from tracker.model import Extraction, Fetched, ReadError, Source, TrackerError
from tracker.readers import Readers
from tracker.store import Held, Store, TextBefore
from tracker.store.hold import LAPSED, RELEASED
from tracker.store.rows import text_sha256

_LOOKS_AGAIN = 3  # before a new text of a page is believed: another server of the site may hold another one


class Holding:
    """What is held back during one run; `clock` is that of the run."""

    def __init__(
        self, store: Store, archive: Archive, client: Client, readers: Readers, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._archive = archive
        self._client = client
        self._readers = readers
        self._clock = clock
        self._open = store.open_holds()

    def seen_again(self, source: Source, address: str, snapshot: str) -> Held | None:
        """Note that a source still gives the very bytes that are held back; None when they are to be read (again)."""
        held = self._open.get((source.id, address))
        if held is None or held.snapshot != snapshot or held.extractor != extractor_id() or self._is_due(held):
            return None
        return self._save(seen_again(held, self._clock()))

    def settle(self, source: Source, address: str, text: str = "") -> None:
        """End a hold, if there is one: its text was taken (`text` is its hash), or the source gives another one."""
        if held := self._open.pop((source.id, address), None):
            self._store.close_hold(held, RELEASED if held.text_sha256 == text else LAPSED)

    def hold(
        self, source: Source, fetched: Fetched, snapshot: str, extraction: Extraction, task: ExtractionTask
    ) -> Held | None:
        """Judge a document that was read and is about to be stored: give the hold when it is not to be, else None."""
        before = self._store.text_before(source.id, fetched.address)
        text = text_sha256(extraction)
        if before is None and not self._store.is_followed(source.id):
            return None  # what a source holds at first is not held against anything
        if before and (before.snapshot == snapshot or before.text_sha256 == text):
            return None  # a change of ours, or none
        held = self._open.get((source.id, fetched.address))
        if held and held.text_sha256 == text:
            if self._is_due(held):
                return None
            return self._save(replace(seen_again(held, self._clock()), snapshot=snapshot, extractor=extractor_id()))
        doubt = self._doubt(source, fetched, snapshot, extraction, before, task)
        return self._begin(source, fetched, snapshot, text, doubt) if doubt else None

    def _is_due(self, held: Held) -> bool:
        return is_stable(seen_again(held, self._clock()))

    def _doubt(
        self,
        source: Source,
        fetched: Fetched,
        snapshot: str,
        extraction: Extraction,
        before: TextBefore | None,
        task: ExtractionTask,
    ) -> Doubt | None:
        content_before = self._archive.get(before.snapshot) if before else b""
        odd = doubt_of(fetched.content, extraction, before, content_before)
        if odd or before is None or source.adapter != "web":
            return odd
        return self._flipping(source, fetched, snapshot, text_sha256(extraction), task)

    def _flipping(
        self, source: Source, fetched: Fetched, snapshot: str, text: str, task: ExtractionTask
    ) -> Doubt | None:
        """Tell a page that gives now this and now that text: one server of several, or an older copy that came back."""
        if self._store.gave_before(source.id, fetched.address, snapshot, text):
            return flips("a text of before is back")
        patience = PATIENCE["wisselt"].time
        if patience and self._store.swings(source.id, fetched.address, self._clock() - patience):
            return flips("it did so in the days before")
        for _ in range(_LOOKS_AGAIN):
            if doubt := self._other_answer(fetched, text, task):
                return doubt
        return None

    def _other_answer(self, fetched: Fetched, text: str, task: ExtractionTask) -> Doubt | None:
        """Ask for the page once more, and compare."""
        again = fetch_again(self._client, fetched)
        if isinstance(again, Unchanged) or (isinstance(again, Fetched) and again.content == fetched.content):
            return None
        if isinstance(again, FetchFailed):
            return Doubt("onbevestigd", f"a second look failed: {again.error}")
        try:
            second = replace(task, content=again.content, media_type=again.media_type)
            read_again = self._readers.result(second, self._readers.submit(second))
        except ReadError as error:
            return flips(f"a second look gave something else ({error})")
        return None if text_sha256(read_again) == text else flips("a second look gave another text")

    def _begin(self, source: Source, fetched: Fetched, snapshot: str, text: str, doubt: Doubt) -> Held:
        self.settle(source, fetched.address)
        now = self._clock()
        return self._save(
            Held(
                id=self._store.next_hold_id(source.id, fetched.address),
                source=source.id,
                address=fetched.address,
                snapshot=snapshot,
                text_sha256=text,
                extractor=extractor_id(),
                doubt=doubt.kind,
                why=doubt.why,
                first_seen=now,
                last_seen=now,
                seen=1,
                etag=fetched.etag,
                last_modified=fetched.last_modified,
                metadata=fetched.metadata,
            )
        )

    def _save(self, held: Held) -> Held:
        self._store.save_hold(held)
        self._open[held.source, held.address] = held
        return held


class HeldBackError(TrackerError):
    """A text that is held back: the failure that is recorded and reported for it."""

    def __init__(self, held: Held) -> None:
        patience = PATIENCE[held.doubt]
        when = "until a maintainer takes it" if patience.time is None else _until(held)
        super().__init__(
            f"held back ({held.doubt}): {held.why}; the text of before stays {when}; "
            f"`tracker accept {held.source}` takes it now"
        )


def _until(held: Held) -> str:
    time = PATIENCE[held.doubt].time
    if not time:
        return "until the next look gives the same"
    return f"until it has stood for {time.days} days"
