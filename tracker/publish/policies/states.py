"""The state of a policy on a day: does it hold, not yet, no longer, or is it something else than a rule? Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.dutch import day as in_dutch

WITHOUT_FORCE = frozenset(
    {"advies", "amendement", "artikel", "brief", "manifest", "motie", "petitie", "rapport", "toespraak", "verslag"}
)
"""Kinds of documents that bind nobody, so that it makes no sense to ask whether they hold."""

# "Stedelijk ontwerp" is no draft: the word has to open a title, or stand apart in it or before what it is a draft of.
_DRAFT = re.compile(
    r"""(?:^|[(\[,:–-]\s*)(?:concept|ontwerp)\b
    |\b(?:concept|ontwerp)-?(?:versie|nota|regel|beleidsregel|verordening|besluit|regeling|visie|tekst)\b""",
    re.IGNORECASE | re.VERBOSE,
)


class Standing(StrEnum):
    """How a policy stands on a day; the value names the style that it is shown in."""

    IN_FORCE = "geldt"
    NOT_YET = "nog-niet"
    REPLACED = "vervangen"
    ENDED = "vervallen"
    DRAFT = "concept"
    WITHOUT_FORCE = "geen-regel"
    UNDATED = "zonder-datum"
    MISSING = "geen-tekst"


@dataclass(frozen=True)
class Text:
    """A text of a policy: the first day that it holds and the day from which it no longer does (ISO; '' not known).

    consolidated: it comes from a collection that keeps up until when a text holds (CVDR, BWB). A gazette tells the day
    of publication only. newest: as in the table `versions`. names: what it is called, title and label.
    """

    id: str
    starts: str
    ends: str = ""
    consolidated: bool = False
    newest: bool = True
    names: tuple[str, ...] = ()

    def holds(self, day: str) -> bool:
        """Return whether it holds on a day; one that does not say when it begins never does for sure."""
        return bool(self.starts) and self.starts <= day and (not self.ends or day < self.ends)


@dataclass(frozen=True)
class Successor:
    """A policy that comes in the place of another one; `starts` is the first day that it holds, '' where not known."""

    id: str
    name: str
    starts: str = ""


@dataclass(frozen=True)
class State:
    """How a policy stands. `since` and `until` are days (ISO; '' not known) between which it stands so.

    text: id of the text that is meant by `nu`. by: what came in its place; coming: what will.
    """

    standing: Standing
    kind: str
    text: str = ""
    since: str = ""
    until: str = ""
    by: tuple[Successor, ...] = ()
    coming: tuple[Successor, ...] = ()

    @property
    def words(self) -> str:
        """Return the state in a word or two."""
        if self.standing == Standing.WITHOUT_FORCE:
            return self.kind[:1].upper() + self.kind[1:]
        return _WORDS[self.standing]

    @property
    def dates(self) -> str:
        """Return what is known of its days, as a sentence; '' where nothing is."""
        if self.standing == Standing.MISSING:
            return "Wij hebben de tekst nog niet gevonden."
        if self.standing == Standing.UNDATED:
            return "Bij de tekst staat niet vanaf wanneer die geldt."
        if not self.since:
            return ""
        until = f", tot {in_dutch(self.until)}" if self.until else ""
        return f"{_DATED[self.standing]} {in_dutch(self.since)}{until}."


_WORDS = {
    Standing.IN_FORCE: "Geldt nu",
    Standing.NOT_YET: "Geldt nog niet",
    Standing.REPLACED: "Vervangen",
    Standing.ENDED: "Geldt niet meer",
    Standing.DRAFT: "Concept",
    Standing.UNDATED: "Zonder datum",
    Standing.MISSING: "Tekst nog niet gevonden",
}

_DATED = {
    Standing.IN_FORCE: "Deze tekst geldt sinds",
    Standing.NOT_YET: "Deze tekst gaat gelden op",
    Standing.REPLACED: "Geldt niet meer sinds",
    Standing.ENDED: "Geldt niet meer sinds",
    Standing.DRAFT: "Een ontwerp, nog geen regel. Het is van",
    Standing.WITHOUT_FORCE: "Een stuk waar geen regels in staan. Het is van",
}


def text_of_now(texts: Iterable[Text], day: str) -> Text | None:
    """Return the text that is meant by `nu`, of texts in the order in which they were found; None when there is none.

    That is the last to begin of those that have begun; `lookup.version_named` asks the database for the same one.
    """
    ordered = sorted(texts, key=lambda text: (text.starts <= day, text.newest, text.starts))
    return ordered[-1] if ordered else None


def is_draft(*names: str) -> bool:
    """Return whether one of these names says that something is a draft."""
    return any(_DRAFT.search(name) for name in names)


def state_of(kind: str, title: str, texts: Sequence[Text], successors: Sequence[Successor] = (), *, day: str) -> State:
    """Return how a policy stands on a day (ISO): its kind and title, its texts as they were found, what replaces it."""
    now = text_of_now(texts, day)
    by = tuple(each for each in successors if each.starts <= day)
    coming = tuple(each for each in successors if each.starts > day)
    if now is None:
        return State(Standing.MISSING, kind, by=by, coming=coming)
    if by:
        since = min((each.starts for each in by if each.starts), default=_ended(texts, day))
        return State(Standing.REPLACED, kind, now.id, since, by=by, coming=coming)
    if is_draft(title, *now.names):
        return State(Standing.DRAFT, kind, now.id, now.starts, coming=coming)
    if kind.casefold() in WITHOUT_FORCE:
        return State(Standing.WITHOUT_FORCE, kind, now.id, now.starts, coming=coming)
    standing, since, until = _by_dates(texts, now, day)
    return State(standing, kind, now.id, since, until, coming=coming)


def _by_dates(texts: Sequence[Text], now: Text, day: str) -> tuple[Standing, str, str]:
    """Return how it stands by the days that its texts give, since when and until when."""
    deciding = _deciding(texts)
    holding = [text for text in deciding if text.holds(day)]
    if holding:
        last = now if now in holding else max(holding, key=lambda text: text.starts)
        return Standing.IN_FORCE, last.starts, last.ends
    if first := min((text.starts for text in deciding if text.starts > day), default=""):
        return Standing.NOT_YET, first, ""
    if ended := _ended(deciding, day):
        return Standing.ENDED, ended, ""
    return Standing.UNDATED, "", ""


def _deciding(texts: Sequence[Text]) -> list[Text]:
    """Return the texts whose days count: a gazette does not say when a text ends, a collection beside it does.

    What a gazette published counts again from the day on which all that the collection has is over.
    """
    consolidated = [text for text in texts if text.consolidated]
    if not consolidated:
        return list(texts)
    if any(not text.ends for text in consolidated):
        return consolidated
    over = max(text.ends for text in consolidated)
    return consolidated + [text for text in texts if not text.consolidated and text.starts >= over]


def _ended(texts: Iterable[Text], day: str) -> str:
    """Return the day on which the last text ended, '' where none has."""
    return max((text.ends for text in texts if text.ends and text.ends <= day), default="")
