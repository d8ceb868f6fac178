"""A change in one or two plain Dutch sentences, made from facts by the templates of `corpus/changes.toml`."""

import re
from collections.abc import Mapping, Sequence

from tracker.compare.changes import ClauseChange
from tracker.compare.control import MentionChange, overall
from tracker.compare.mentions import stretches
from tracker.compare.rules import rules
from tracker.compare.text import Piece, comparable
from tracker.compare.weighing import STRONGER, UNNAMED, WEAKER
from tracker.model import Clause, Mention
from tracker.split.amendments import is_empty_place
from tracker.split.citation import LONGEST_HEADING

LONGEST_QUOTE = 160
"""Signs that a sentence quotes at most; of a longer text it gives the beginning."""

REWRITTEN = 0.4
"""Less of the signs that stayed than this, and the text is new."""


FEW = 3
"""So many changed places in one text are quoted in one sentence; of more it is said how many there are."""

_UNDER = re.compile(r'(?P<heading>onder ".+?")(?:, (?P<rest>.+))?')
_ORDINAL = re.compile(r"\w+(?:de|ste) (?:alinea|rij|noot|streepje)")
_ARTICLES = (
    (re.compile(r'(?=bijlage(?: "|,|$)|(?:algemene |artikelsgewijze )?toelichting|aanhef|considerans)'), "de "),
    (re.compile("(?=slot|opschrift)"), "het "),
)
"""Parts of a text that a sentence gives an article: "in de toelichting", but "in artikel 5"."""

_JOINS = re.compile(r"\s*[;,]\s*(?:en|of)?\s*$")
"""What joins an item of a list to the next one: "; en"."""

_AT_THE_ENDS = " \n.,;:!?|()[]‘’“”\"'–-"
"""Signs that are left out at the ends of quoted words: "; en" is quoted as "en"."""


def sentences(
    changes: Sequence[ClauseChange], control: Sequence[MentionChange], *, same_rule: bool = True
) -> tuple[str, ...]:
    """Return for each change what became of the clause and, after it, what the weightiest does to residents' say.

    Of a clause in which residents get both more and less, the weightiest of both is told.

    control: what the changes do to mentions. same_rule: as in `clause_sentences`.
    """
    of_change: dict[int, list[MentionChange]] = {}
    for each in control:
        of_change.setdefault(each.change, []).append(each)
    said = []
    for at, (change, sentence) in enumerate(zip(changes, clause_sentences(changes, same_rule=same_rule))):
        weighed = of_change.get(at, []) if same_rule or not change.stands_alone else []
        said.append(" ".join([sentence, *_control_sentences(weighed, sentence)]))
    return tuple(said)


def clause_sentences(changes: Sequence[ClauseChange], *, same_rule: bool = True) -> tuple[str, ...]:
    """Return for each change what became of the clause.

    same_rule: False for two rules side by side, where what has no counterpart did not come or go.
    """
    divided = {change.split_from.eid for change in changes if change.split_from is not None}
    joined = {change.merged_into.eid for change in changes if change.merged_into is not None}
    said = []
    for change in changes:
        if change.old is not None and change.new is not None and change.old.eid in divided:
            said.append(_say("divided", change.new))
        elif change.old is not None and change.new is not None and change.new.eid in joined:
            said.append(_say("joined", change.new))
        elif not same_rule and change.stands_alone:
            said.append(_say("only_old" if change.new is None else "only_new", change.clause))
        else:
            said.append(clause_sentence(change))
    return tuple(said)


def _control_sentences(control: Sequence[MentionChange], clause_said: str) -> list[str]:
    """Say the weightiest, of more and less at once the weightiest of both, and how many more there are."""
    if not control:
        return []
    control = _each_told_once(control)
    told = _weightiest(control)
    said = [_control_sentence_after(clause_said, each) for each in told]
    rest = len(control) - len(told)
    if rest:
        said.append(rules().sentence("control", "more" if rest == 1 else "more_several", count=rest))
    return said


def _each_told_once(control: Sequence[MentionChange]) -> list[MentionChange]:
    """Leave out mentions around which the same words changed as around one before."""
    kept: dict[tuple[str, str, int], MentionChange] = {}
    for at, each in enumerate(control):
        kept.setdefault((each.went, each.came, 0 if each.went or each.came else at), each)
    return list(kept.values())


def _weightiest(control: Sequence[MentionChange]) -> list[MentionChange]:
    first: dict[str, MentionChange] = {}
    for each in control:
        first.setdefault(each.effect, each)
    if {WEAKER, STRONGER} <= first.keys():
        return [first[WEAKER], first[STRONGER]]
    return [first[overall(first)]]


def _control_sentence_after(clause_said: str, change: MentionChange) -> str:
    """Return what became of a mention, without the words around it where these alone have just been told."""
    quoted = [f"‘{_quote(_words(words))}’" for words in (change.went, change.came) if words]
    if quoted and all(each in clause_said for each in quoted) and clause_said.count("‘") == len(quoted):
        placed = change.new or change.old
        trigger = "" if placed is None else placed.mention.trigger
        return rules().sentence("control", "words_told", effect=change.effect, trigger=trigger)
    return control_sentence(change)


def clause_sentence(change: ClauseChange) -> str:
    """Return what became of a clause."""
    if change.old is None:
        if change.split_from is not None:
            return _say("split", change.clause, old_place=_place(change.split_from))
        if is_empty_place(change.clause.text):
            return _say("withdrawn", change.clause)
        return _say_with_text("added", change.clause)
    if change.new is None:
        if change.merged_into is not None:
            return _say("merged", change.merged_into, old_place=_place(change.old))
        return _say_with_text("repealed", change.old)
    if change.kind == "gewijzigd":
        return _reworded(change.old, change.new, {each.part: each.pieces for each in change.differences})
    if change.old.citation == change.new.citation:
        return _say("moved", change.new)
    if change.kind == "hernummerd" and _is_named_by_heading(change.old):
        return _say("numbered", change.new, heading=_quote(change.old.heading))
    name = "renumbered" if change.kind == "hernummerd" else "moved_to"
    return _say(name, change.new, old_place=_place(change.old))


def _is_named_by_heading(clause: Clause) -> bool:
    """Return whether a clause that could have a number has none, so that it is cited by its heading."""
    return not clause.number and bool(clause.heading) and f'"{clause.heading[:LONGEST_HEADING]}' in clause.citation


def control_sentence(change: MentionChange) -> str:
    """Return what became of a mention."""
    facts = {"effect": change.effect, "went": _quote(_words(change.went)), "came": _quote(_words(change.came))}
    for side, placed in (("old", change.old), ("new", change.new)):
        if placed is not None:
            mention = placed.mention
            facts |= {"trigger": mention.trigger, side: mention.trigger, f"{side}_holder": mention.holder}
            facts |= {f"{side}_rung": mention.rung, f"{side}_force": mention.force}
    return rules().sentence("control", change.cause, **facts)


def mention_sentence(mention: Mention) -> str:
    """Return that a clause without a counterpart in the other rule names control, and whose."""
    name = "alone_unnamed" if mention.holder == UNNAMED else "alone"
    return rules().sentence("control", name, trigger=mention.trigger, holder=mention.holder)


def _say(name: str, clause: Clause, **facts: str | int) -> str:
    return rules().sentence("clause", name, **({"place": _place(clause)} | facts))


def _place(clause: Clause) -> str:
    """Return the citation as it stands in a sentence.

    One after a heading (`onder "Doel", eerste alinea`) is said as a thing with a name, and `toelichting` gets its "de".
    """
    under = _UNDER.fullmatch(clause.citation)
    if under is not None:
        rest = under["rest"] or "de tekst"
        return f"{'de ' if _ORDINAL.match(rest) else ''}{rest} {under['heading']}"
    citation = clause.citation.replace('bijlage "Bijlage ', 'bijlage "')
    return next((article + citation for begins, article in _ARTICLES if begins.match(citation)), citation)


def _say_with_text(name: str, clause: Clause) -> str:
    if clause.text:
        return _say(f"{name}_text", clause, text=_quote_of(clause))
    if clause.heading and clause.heading.casefold() not in clause.citation.casefold():
        return _say(f"{name}_heading", clause, heading=_quote(clause.heading))
    return _say(name, clause)


def _quote_of(clause: Clause) -> str:
    """Return the text of a clause to quote, without what joins it to the next one and the term that it is cited by."""
    text = comparable(clause.text)
    if clause.term and text.casefold().startswith(f"{clause.term.casefold()}:"):
        text = text[len(clause.term) + 1 :]
    return _quote(_JOINS.sub("", text.strip()))


def _reworded(old: Clause, new: Clause, parts: Mapping[str, tuple[Piece, ...]]) -> str:
    place = _place(new) if _is_cited_alike(old, new) else f"{_place(new)} (eerst {_place(old)})"
    if "text" not in parts:
        quoted = {"old": _quote(old.heading), "new": _quote(new.heading)}
        return _say("heading" if all(quoted.values()) else "rewritten", new, place=place, **quoted)
    if not comparable(new.text):
        return _say("emptied", new, place=place)
    if is_empty_place(new.text):
        return _say("withdrawn", new, place=place)
    stayed = sum(len(piece.text) for piece in parts["text"] if piece.operation == "=")
    if stayed < REWRITTEN * max(len(old.text), len(new.text)):
        return _say("rewritten_text", new, place=place, text=_quote_of(new))
    return _changed_places(new, place, _changed_words(old.text, new.text, parts["text"]))


def _is_cited_alike(old: Clause, new: Clause) -> bool:
    """Return whether a clause has kept its name; of a row or a paragraph without a number the count is ours."""
    if old.number or new.number:
        return old.citation == new.citation
    return old.citation == new.citation or old.citation.rpartition(", ")[0] == new.citation.rpartition(", ")[0] != ""


def _changed_words(old: str, new: str, pieces: Sequence[Piece]) -> list[tuple[str, str]]:
    """Return of every changed place which words went and which came, without the punctuation around them."""
    places = [
        (_words(old[each.old_start : each.old_end]), _words(new[each.new_start : each.new_end]))
        for each in stretches(pieces)
        if not each.same
    ]
    return [(went, came) for went, came in places if went != came]


def _words(text: str) -> str:
    """Return the words without the signs around them; a bracket that is opened in them is closed."""
    stripped = comparable(text).lstrip(_AT_THE_ENDS.replace("(", "")).rstrip(_AT_THE_ENDS.replace(")", ""))
    inside = stripped.strip(_AT_THE_ENDS)
    return stripped if stripped.count("(") == stripped.count(")") and "(" in stripped else inside


def _changed_places(clause: Clause, place: str, changed: Sequence[tuple[str, str]]) -> str:
    if not changed:
        return _say("punctuation", clause, place=place)
    quoted = sum(len(went) + len(came) for went, came in changed)
    if len(changed) > FEW or (len(changed) > 1 and quoted > 2 * LONGEST_QUOTE):
        return _say("several", clause, place=place, count=len(changed))
    if len(changed) == 1:
        ((went, came),) = changed
        return _say(_what_happened(went, came), clause, place=place, old=_quote(went), new=_quote(came))
    told = _told(changed)
    told_together = f"{', '.join(told[:-1])} en {told[-1]}" if len(told) > 1 else told[0]
    return _say("several_told", clause, place=place, count=len(changed), told=told_together)


def _told(changed: Sequence[tuple[str, str]]) -> list[str]:
    """Say what happened at each changed place; what came at several places, or went, is told together."""
    told = [
        rules().sentence("words", "replaced", old=_quote(went), new=_quote(came))
        for went, came in changed
        if went and came
    ]
    for name, words in (
        ("words_removed", [went for went, came in changed if not came]),
        ("words_added", [came for went, came in changed if not went]),
    ):
        if words:
            quoted = [f"‘{_quote(each)}’" for each in words]
            several = f"{', '.join(quoted[:-1])} en {quoted[-1]}" if len(words) > 1 else quoted[0]
            told.append(rules().sentence("words", f"{name}_several" if len(words) > 1 else name, words=several))
    return told


def _what_happened(went: str, came: str) -> str:
    return "words_added" if not went else "words_removed" if not came else "replaced"


def _quote(text: str) -> str:
    """Return a text to quote: single spaces, cut at a word where it is long, without a quotation mark of its own.

    The cells of a row are told one after another.
    """
    text = comparable(text).replace("‘", "'").replace("’", "'").replace(" | ", "; ")
    if len(text) <= LONGEST_QUOTE:
        return text
    return f"{text[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"
