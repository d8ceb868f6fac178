"""The two texts that an address asks to compare, and what a visitor should know about how they were chosen."""

from dataclasses import dataclass, replace
from functools import partial

from datasette.database import Database
from datasette.utils import sqlite3

from tracker.diff.choice import Pair, Text, chosen, pair_of_policy, texts_of
from tracker.publish.compare.asked import Asked, AskedError
from tracker.publish.compare.explained import same_twice
from tracker.publish.compare.work import reader

_BACKWARDS = "U vroeg van nieuw naar oud. Wij hebben dat omgedraaid, zodat u ziet wat er veranderde."
_READ_BETTER = (
    "Een van deze teksten hebben wij later beter gelezen. Daardoor kunnen hier verschillen staan die niet van de "
    "uitgever komen."
)
_READ_OTHERWISE = (
    "Deze teksten zijn gelezen met twee verschillende versies van ons programma. Een klein deel van de verschillen kan "
    "daardoor komen."
)


@dataclass(frozen=True)
class Found:
    """The texts to compare. `asked` asks for exactly these, whatever is new later.

    better: asks for the last readings, where one of these is not the last. remarks: sentences.
    """

    pair: Pair
    asked: Asked
    texts: tuple[Text, ...]
    other_texts: tuple[Text, ...] = ()
    remarks: tuple[str, ...] = ()
    better: Asked | None = None


async def found_texts(db: Database, asked: Asked) -> Found:
    """Find the texts that are asked for.

    Raises ChoiceError when they are not there, AskedError when both are the same one.
    """
    return await db.execute_fn(partial(_found, asked=asked))


def _found(connection: sqlite3.Connection, asked: Asked) -> Found:
    db = reader(connection)
    texts = texts_of(db, asked.policy)
    if asked.other and asked.other != asked.policy:
        others = texts_of(db, asked.other)
        pair = Pair(chosen(texts, asked.policy, asked.start), chosen(others, asked.other, asked.end))
        return _told(pair, asked, texts, others, ())
    pair = pair_of_policy(texts, asked.policy, asked.start, asked.end)
    if pair.old is None or pair.old.id == pair.new.id:
        raise AskedError(same_twice(asked.start, asked.end))
    if texts.index(pair.old) > texts.index(pair.new):
        return _told(Pair(pair.new, pair.old), asked, texts, (), (_BACKWARDS,))
    return _told(pair, asked, texts, (), ())


def _told(
    pair: Pair, asked: Asked, texts: tuple[Text, ...], others: tuple[Text, ...], remarks: tuple[str, ...]
) -> Found:
    both = [text for text in (pair.old, pair.new) if text is not None]
    exactly = replace(asked, start=both[0].id, end=both[1].id, remarks=())
    better = None
    if not (pair.is_ours or all(text.is_last_reading for text in both)):
        remarks += (_READ_BETTER,)
        better = replace(exactly, start=both[0].read_last, end=both[1].read_last)
    elif not pair.is_ours and both[0].extractor != both[1].extractor:
        remarks += (_READ_OTHERWISE,)
    return Found(pair, exactly, texts, others, (*asked.remarks, *remarks), better)
