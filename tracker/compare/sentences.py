"""A change in one or two plain Dutch sentences, made from facts by the templates of `corpus/changes.toml`."""

import re
from collections.abc import Mapping, Sequence

from tracker.compare.changes import ClauseChange
from tracker.compare.control import OTHERWISE, MentionChange, overall
from tracker.compare.mentions import stretches
from tracker.compare.rules import rules
from tracker.compare.text import Piece, comparable
from tracker.model import Clause
from tracker.split.amendments import is_empty_place

LONGEST_QUOTE = 160
"""Signs that a sentence quotes at most; of a longer text it gives the beginning."""

REWRITTEN = 0.4
"""Less of the signs that stayed than this, and the text is new."""


FEW = 3
"""So many changed places in one text are quoted in one sentence; of more it is said how many there are."""

ELSEWHERE = " … "

_UNDER = re.compile(r'(?P<heading>onder ".+?")(?:, (?P<rest>.+))?')


def sentences(changes: Sequence[ClauseChange], control: Sequence[MentionChange]) -> tuple[str, ...]:
    """Return for each change what became of the clause and, after it, what the weightiest does to residents' say.

    control: what the changes do to mentions.
    """
    divided = {change.split_from.eid for change in changes if change.split_from is not None}
    joined = {change.merged_into.eid for change in changes if change.merged_into is not None}
    of_change: dict[int, list[MentionChange]] = {}
    for each in control:
        of_change.setdefault(each.change, []).append(each)
    said = []
    for at, change in enumerate(changes):
        if change.old is not None and change.new is not None and change.old.eid in divided:
            sentence = _say("divided", change.new)
        elif change.old is not None and change.new is not None and change.new.eid in joined:
            sentence = _say("joined", change.new)
        else:
            sentence = clause_sentence(change)
        said.append(" ".join([sentence, *_control_sentences(of_change.get(at, []))]))
    return tuple(said)


def _control_sentences(control: Sequence[MentionChange]) -> list[str]:
    """Say the weightiest, and how many more there are."""
    if not control:
        return []
    effect = overall(each.effect for each in control)
    weightiest = min(control, key=lambda each: (each.effect != effect, each.effect == OTHERWISE))
    said = [control_sentence(weightiest)]
    if len(control) > 1:
        name = "more" if len(control) == 2 else "more_several"
        said.append(rules().sentence("control", name, count=len(control) - 1))
    return said


def clause_sentence(change: ClauseChange) -> str:
    """Return what became of a clause."""
    if change.old is None:
        if change.split_from is not None:
            return _say("split", change.clause, old_place=_place(change.split_from))
        return _say_with_text("added", change.clause)
    if change.new is None:
        if change.merged_into is not None:
            return _say("merged", change.merged_into, old_place=_place(change.old))
        return _say_with_text("repealed", change.old)
    if change.kind == "gewijzigd":
        return _reworded(change.old, change.new, {each.part: each.pieces for each in change.differences})
    if change.old.citation == change.new.citation:
        return _say("moved", change.new)
    name = "renumbered" if change.kind == "hernummerd" else "moved_to"
    return _say(name, change.new, old_place=_place(change.old))


def control_sentence(change: MentionChange) -> str:
    """Return what became of a mention."""
    facts: dict[str, str] = {"effect": change.effect}
    for side, placed in (("old", change.old), ("new", change.new)):
        if placed is not None:
            mention = placed.mention
            facts |= {side: mention.trigger, f"{side}_holder": mention.holder}
            facts |= {f"{side}_rung": mention.rung, f"{side}_force": mention.force}
    return rules().sentence("control", change.cause, **facts)


def _say(name: str, clause: Clause, **facts: str | int) -> str:
    return rules().sentence("clause", name, **({"place": _place(clause)} | facts))


def _place(clause: Clause) -> str:
    """Return the citation; one after a heading (`onder "Doel", eerste alinea`) as a thing with a name."""
    under = _UNDER.fullmatch(clause.citation)
    return clause.citation if under is None else f"{under['rest'] or 'de tekst'} {under['heading']}"


def _say_with_text(name: str, clause: Clause) -> str:
    text = _quote(clause.text or (clause.heading if clause.heading not in clause.citation else ""))
    return _say(f"{name}_text", clause, text=text) if text else _say(name, clause)


def _reworded(old: Clause, new: Clause, parts: Mapping[str, tuple[Piece, ...]]) -> str:
    place = _place(new) if new.citation == old.citation else f"{_place(new)} (eerst {_place(old)})"
    if "text" not in parts:
        quoted = {"old": _quote(old.heading), "new": _quote(new.heading)}
        return _say("heading" if all(quoted.values()) else "rewritten", new, place=place, **quoted)
    if not comparable(new.text):
        return _say("emptied", new, place=place)
    if is_empty_place(new.text):
        return _say("withdrawn", new, place=place)
    changed = [
        (comparable(old.text[each.old_start : each.old_end]), comparable(new.text[each.new_start : each.new_end]))
        for each in stretches(parts["text"])
        if not each.same
    ]
    changed = [(went, came) for went, came in changed if went != came]
    stayed = sum(len(piece.text) for piece in parts["text"] if piece.operation == "=")
    if not changed or stayed < REWRITTEN * max(len(old.text), len(new.text)):
        return _say("rewritten", new, place=place)
    went, came = (ELSEWHERE.join(filter(None, words)) for words in zip(*changed))
    if len(changed) > FEW or (len(changed) > 1 and max(len(went), len(came)) > LONGEST_QUOTE):
        return _say("several", new, place=place, count=len(changed))
    name = "words_added" if not went else "words_removed" if not came else "replaced"
    return _say(name, new, place=place, old=_quote(went), new=_quote(came))


def _quote(text: str) -> str:
    """Return a text to quote: single spaces, cut at a word where it is long, without a quotation mark of its own."""
    text = comparable(text).replace("‘", "'").replace("’", "'")
    if len(text) <= LONGEST_QUOTE:
        return text
    return f"{text[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"
