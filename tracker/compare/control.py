"""What a change does to who has the say: mentions gained, lost and altered, and whether that is more or less.

Only what stands in changed words counts: where the words stayed, another mention is our own second thought. The orders
and the doubtful cases are explained in docs/comparing.md; the orders themselves are data (`corpus/changes.toml`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.compare.changes import ClauseChange
from tracker.compare.mentions import Placed, Stretch, pair, stretches
from tracker.compare.rules import Rules, rules
from tracker.model import Mention

STRONGER, WEAKER, OTHERWISE = "versterking", "verzwakking", "veranderd"

WHAT = {"form": "vorm", "holder": "van wie", "rung": "trede", "force": "kracht", "polarity": "ja of nee"}
"""What can differ between two mentions, and how a visitor reads it."""

UNNAMED = "onbepaald"
DENIED = "nee"
DESCRIBED = "beschrijving"

_SENTENCE = re.compile(r"[^.;\n]+")

Mentions = Mapping[str, Sequence[Mention]]


@dataclass(frozen=True)
class MentionChange:
    """What a change of a clause does to one mention.

    change: place of the clause's change among the changes. kind: `toegevoegd` (no `old`), `vervallen` (no `new`),
    `gewijzigd`. effect: `versterking`, `verzwakking` or `veranderd`, for residents. what: the values of WHAT that
    differ, in its order; none of a mention that came or went. cause: what the effect is judged by.
    """

    change: int
    kind: str
    old: Placed | None
    new: Placed | None
    effect: str
    what: tuple[str, ...]
    cause: str


def control_changes(changes: Sequence[ClauseChange], old: Mentions, new: Mentions) -> tuple[MentionChange, ...]:
    """Return what the changes do to the mentions, in the order of the changes.

    old, new: the mentions in the texts of the clauses of either version, by eid. Clauses that were split or merged are
    looked at together, so that what only moved from one to the other is no change.
    """
    found: list[MentionChange] = []
    for group in _groups(changes):
        olds = [Placed(change.old, each) for _, change in group if change.old for each in old.get(change.old.eid, ())]
        news = [Placed(change.new, each) for _, change in group if change.new for each in new.get(change.new.eid, ())]
        places = {
            (change.old.eid, change.new.eid): _text_stretches(change)
            for _, change in group
            if change.old is not None and change.new is not None
        }
        of_old = {change.old.eid: at for at, change in group if change.old}
        of_new = {change.new.eid: at for at, change in group if change.new}
        for before, after in pair(olds, news, places):
            at = of_new[after.clause.eid] if after else of_old[before.clause.eid] if before else 0
            weighed = _weigh_pair(at, before, after)
            if weighed is not None:
                found.append(weighed)
    return tuple(sorted(found, key=lambda each: each.change))


def overall(effects: Iterable[str]) -> str:
    """Return the effect of several together: of more and less at once that it is otherwise; empty of none."""
    named = set(effects)
    if {STRONGER, WEAKER} <= named:
        return OTHERWISE
    for effect in (STRONGER, WEAKER, OTHERWISE):
        if effect in named:
            return effect
    return ""


def _text_stretches(change: ClauseChange) -> tuple[Stretch, ...]:
    for difference in change.differences:
        if difference.part == "text":
            return stretches(difference.pieces)
    length = len(change.clause.text)
    return (Stretch(True, 0, length, 0, length),)


def _groups(changes: Sequence[ClauseChange]) -> list[list[tuple[int, ClauseChange]]]:
    """Put changes of words together that share a clause through a split or a merge, in order."""
    group_of: dict[tuple[str, str], list[tuple[int, ClauseChange]]] = {}
    for at, change in enumerate(changes):
        if change.kind in ("verplaatst", "hernummerd"):
            continue
        keys = _clauses_of(change)
        group = [(at, change)]
        for other in {id(group_of[key]): group_of[key] for key in keys if key in group_of}.values():
            group = other + group
        for _, member in group:
            group_of.update(dict.fromkeys(_clauses_of(member), group))
    return list({id(group): group for group in group_of.values()}.values())


def _clauses_of(change: ClauseChange) -> list[tuple[str, str]]:
    """Return the clauses that a change is about: the version and the eid."""
    sides = (("old", change.old), ("new", change.new), ("old", change.split_from), ("new", change.merged_into))
    return [(side, clause.eid) for side, clause in sides if clause is not None]


# -------------------------------------------------------------------- more or less


def _weigh_pair(at: int, old: Placed | None, new: Placed | None) -> MentionChange | None:
    if old is not None and new is not None:
        weighed = weigh(old, new)
        if weighed is None:
            return None
        effect, cause = weighed
        return MentionChange(at, "gewijzigd", old, new, effect, _what(old.mention, new.mention), cause)
    if new is not None:
        effect, cause = _weigh_alone(new.mention, STRONGER, WEAKER)
        return MentionChange(at, "toegevoegd", None, new, effect, (), f"gained{cause}")
    if old is not None:
        effect, cause = _weigh_alone(old.mention, WEAKER, STRONGER)
        return MentionChange(at, "vervallen", old, None, effect, (), f"lost{cause}")
    return None


def _weigh_alone(mention: Mention, there: str, denied: str) -> tuple[str, str]:
    """Weigh a mention that came (or went): `there` is what it is to residents, `denied` what its denial is."""
    cause = "_denied" if mention.polarity == DENIED else "_unnamed" if mention.holder == UNNAMED else ""
    if mention.holder not in rules().residents or mention.force == DESCRIBED:
        return OTHERWISE, cause
    return (denied if mention.polarity == DENIED else there), cause


def _what(old: Mention, new: Mention) -> tuple[str, ...]:
    """Return what differs; a force or polarity that is not known on one side does not."""
    values = [(name, getattr(old, aspect), getattr(new, aspect)) for aspect, name in WHAT.items()]
    return tuple(name for name, before, after in values if before and after and before != after)


def weigh(old: Placed, new: Placed) -> tuple[str, str] | None:
    """Return the effect of what became of a mention and its cause, or None where nothing that counts differs.

    Denial goes before everything, then who holds it; only of control that residents keep, or of which no holder is
    named before and after, are condition, rung and force weighed.
    """
    what = _what(old.mention, new.mention)
    if not what:
        return None
    before, after = old.mention, new.mention
    if DENIED in (before.polarity, after.polarity) and WHAT["polarity"] in what:
        return _weigh_denial(before, after)
    if WHAT["holder"] in what:
        return _weigh_holder(before, after)
    steps = {aspect: _steps(aspect, old, new) for aspect in ("polarity", "rung", "force")}
    first = next((aspect for aspect in steps if WHAT[aspect] in what), "form")
    if DENIED in (before.polarity, after.polarity) or not _counts(before, rules()):
        return OTHERWISE, _cause(first, steps)
    ups = [aspect for aspect, step in steps.items() if step > 0]
    downs = [aspect for aspect, step in steps.items() if step < 0]
    if ups and not downs:
        return STRONGER, _cause(ups[0], steps)
    if downs and not ups:
        return WEAKER, _cause(downs[0], steps)
    return OTHERWISE, _cause(first, steps)


def _counts(mention: Mention, rules_: Rules) -> bool:
    return mention.holder in rules_.residents or mention.holder == UNNAMED


def _weigh_denial(old: Mention, new: Mention) -> tuple[str, str]:
    cause = "denied" if new.polarity == DENIED else "granted"
    if not (_counts(old, rules()) and _counts(new, rules())):
        return OTHERWISE, cause
    return (WEAKER if cause == "denied" else STRONGER), cause


def _weigh_holder(old: Mention, new: Mention) -> tuple[str, str]:
    had, has = old.holder in rules().residents, new.holder in rules().residents
    cause = "holder_gone" if new.holder == UNNAMED else "holder_named" if old.holder == UNNAMED else "holder"
    if had == has:
        return OTHERWISE, cause
    lost = had != (old.polarity == DENIED)
    return (WEAKER if lost else STRONGER), cause


def _steps(aspect: str, old: Placed, new: Placed) -> int:
    """Return the steps up or down; between a duty and a right that can be claimed there are none."""
    before, after = getattr(old.mention, aspect), getattr(new.mention, aspect)
    if aspect == "force" and {before, after} == {"plicht", "recht"} and _claims(old if before == "recht" else new):
        return 0
    return rules().steps(aspect, before, after)


def _claims(placed: Placed) -> bool:
    """Return whether the sentence of a mention names a right that can be claimed."""
    for sentence in _SENTENCE.finditer(placed.clause.text):
        if sentence.start() <= placed.mention.start < sentence.end():
            return rules().claims.search(sentence[0]) is not None
    return False


def _cause(aspect: str, steps: Mapping[str, int]) -> str:
    if aspect == "polarity":
        return "conditional" if steps["polarity"] < 0 else "unconditional"
    return aspect
