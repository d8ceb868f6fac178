"""Take a text that was held back after all, because a maintainer says so."""

from collections.abc import Callable, Sequence
from datetime import datetime

from tracker.archive import Archive
from tracker.extract import ExtractionTask, extract, extractor_id
from tracker.model import Policy, TrackerError
from tracker.store import Held, Store
from tracker.store.hold import RELEASED
from tracker.store.rows import check_row
from tracker.tie import tie_questions


def accept(
    source_id: str, policies: Sequence[Policy], store: Store, archive: Archive, clock: Callable[[], datetime]
) -> list[Held]:
    """Store the texts of a source that are held back, from the archive; return what was taken.

    Raises TrackerError when the register has no such source, nothing of it is held back, or a text cannot be read.
    """
    source = next((each for policy in policies for each in policy.sources if each.id == source_id), None)
    if source is None:
        raise TrackerError(f"{source_id}: no source in the register; `tracker status` names them")
    waiting = [held for (name, _), held in store.open_holds().items() if name == source_id]
    if not waiting:
        raise TrackerError(f"{source_id}: nothing of this source is held back; `tracker status` names what is")
    for held in waiting:
        fetched = held.as_fetched(archive.get(held.snapshot), store.media_type(held.snapshot))
        task = ExtractionTask(fetched.content, fetched.media_type, fetched.address, tuple(policies))
        extraction = extract(task)
        with store.transaction():
            saved = store.save_version(
                source, fetched, held.snapshot, extraction, retrieved=clock(), extractor=extractor_id()
            )
            row = check_row(
                source.id,
                clock(),
                saved.outcome,
                address=held.address,
                etag=held.etag,
                last_modified=held.last_modified,
                snapshot=held.snapshot,
            )
            store.record_checks([row])
            store.close_hold(held, RELEASED)
    policy = next(each for each in policies if each.id == source.policy)
    tie_questions(store, policies, policy)
    return waiting
