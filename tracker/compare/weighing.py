"""Whether residents have more or less say: by holder, denial, condition, rung and force, and by the words around it."""

from collections.abc import Mapping

from tracker.compare.mentions import Placed
from tracker.compare.rules import Rules, rules
from tracker.compare.signs import DENIAL, FIRM, LIMIT, LOOSE, NO_WAY, RECOUNTED, SUBORDINATE, Around, sentence_at
from tracker.model import Mention

STRONGER, WEAKER, OTHERWISE = "versterking", "verzwakking", "veranderd"

WHAT = {"form": "vorm", "holder": "van wie", "rung": "trede", "force": "kracht", "polarity": "ja of nee"}
"""What can differ between two mentions, and how a visitor reads it."""

UNNAMED = "onbepaald"
DENIED = "nee"
DESCRIBED = "beschrijving"

_BACKED_BY = {"force": (FIRM, LOOSE), "polarity": (DENIAL, LIMIT)}
"""What a difference must be read from, where the word that names the control stayed."""


def differing(old: Placed, new: Placed, words: Around) -> tuple[str, ...]:
    """Return the values of WHAT that differ, as far as the words of the sentence that changed give reason for it.

    A force or polarity that is not known on one side does not differ; nor does a rung, where the word stayed. What is
    described is given all the same, unless it is only told of, so that a description is no other force.
    """
    if not words.changed:
        return ()
    is_same = is_same_word(old, new)
    found = []
    for aspect, name in WHAT.items():
        before, after = getattr(old.mention, aspect), getattr(new.mention, aspect)
        if not before or not after or before == after:
            continue
        if (not is_same or _is_backed(aspect, (before, after), words)) and not (
            aspect == "force" and _is_given_anyway(old.mention, new.mention, words)
        ):
            found.append(name)
    return tuple(found)


def _is_given_anyway(old: Mention, new: Mention, words: Around) -> bool:
    """Return whether one of two mentions is a description, and not one that only tells of control."""
    told = _is_recounted(old, words.old) or _is_recounted(new, words.new)
    return DESCRIBED in (old.force, new.force) and not told


def _is_backed(aspect: str, values: tuple[str, str], words: Around) -> bool:
    """Return whether words around a word that stayed give reason for another value."""
    if aspect == "rung":
        return UNNAMED not in values
    return aspect not in _BACKED_BY or words.has(*_BACKED_BY[aspect])


def is_same_word(old: Placed, new: Placed) -> bool:
    """Return whether two mentions name control by the same word."""
    return old.mention.trigger.casefold() == new.mention.trigger.casefold()


def weigh(old: Placed, new: Placed, what: tuple[str, ...]) -> tuple[str, str] | None:
    """Return the effect of what became of a mention and its cause, or None where nothing that counts differs.

    what: the values of WHAT that differ. Denial goes before everything, then who holds it; only of control that
    residents keep, or of which no holder is named before and after, are condition, rung and force weighed.
    """
    if not what:
        return None
    before, after = old.mention, new.mention
    if DENIED in (before.polarity, after.polarity) and WHAT["polarity"] in what:
        return _weigh_denial(before, after)
    weighed = _weigh_holder(before, after) if WHAT["holder"] in what else None
    if weighed is not None and weighed[0] != OTHERWISE:
        return weighed
    steps = {aspect: _steps(aspect, old, new) for aspect in ("polarity", "rung", "force") if WHAT[aspect] in what}
    first = next(iter(steps), "form")
    if DENIED in (before.polarity, after.polarity) or not _both_count(before, after):
        return weighed or (OTHERWISE, _cause(first, steps))
    ups = [aspect for aspect, step in steps.items() if step > 0]
    downs = [aspect for aspect, step in steps.items() if step < 0]
    if ups and not downs:
        return STRONGER, _cause(ups[0], steps)
    if downs and not ups:
        return WEAKER, _cause(downs[0], steps)
    return weighed or (OTHERWISE, _cause(first, steps))


def weigh_alone(placed: Placed, there: str, denied: str) -> tuple[str, str]:
    """Weigh a mention that came (or went): `there` is what it is to residents, `denied` what its denial is."""
    mention = placed.mention
    sentence = sentence_at(placed.clause.text, mention.start)
    is_denied = mention.polarity == DENIED or rules().signs[NO_WAY].search(sentence) is not None
    cause = "_denied" if is_denied else "_unnamed" if mention.holder == UNNAMED else ""
    explains = rules().explains.search(placed.clause.citation) is not None
    if mention.holder not in rules().residents or explains or _is_recounted(mention, sentence):
        return OTHERWISE, cause
    return (denied if is_denied else there), cause


def weigh_around(mention: Mention, words: Around) -> str:
    """Return what words around a mention that stayed do to it; empty for nothing, or where it is not residents' say."""
    steps = words.steps() if _counts(mention, rules()) else 0
    if steps is None:
        return OTHERWISE
    if mention.polarity == DENIED:
        steps = 0
    return STRONGER if steps > 0 else WEAKER if steps < 0 else ""


def _is_recounted(mention: Mention, sentence: str) -> bool:
    """Return whether control is only told of (defined, reported, referred to); "als dat is gevraagd" is no report."""
    main = rules().signs[SUBORDINATE].sub(" ", sentence)
    return mention.force == DESCRIBED and rules().signs[RECOUNTED].search(main) is not None


def _counts(mention: Mention, rules_: Rules) -> bool:
    return mention.holder in rules_.residents or mention.holder == UNNAMED


def _both_count(old: Mention, new: Mention) -> bool:
    return _counts(old, rules()) and _counts(new, rules())


def _weigh_denial(old: Mention, new: Mention) -> tuple[str, str]:
    cause = "denied" if new.polarity == DENIED else "granted"
    if not _both_count(old, new):
        return OTHERWISE, cause
    return (WEAKER if cause == "denied" else STRONGER), cause


def _weigh_holder(old: Mention, new: Mention) -> tuple[str, str]:
    had, has = old.holder in rules().residents, new.holder in rules().residents
    cause = "holder_gone" if new.holder == UNNAMED else "holder_named" if old.holder == UNNAMED else "holder"
    if had == has or (old.polarity == DENIED and cause != "holder"):
        return OTHERWISE, cause
    lost = had != (old.polarity == DENIED)
    return (WEAKER if lost else STRONGER), cause


def _steps(aspect: str, old: Placed, new: Placed) -> int:
    """Return the steps up or down; between a duty and a right that can be claimed there are none."""
    before, after = getattr(old.mention, aspect), getattr(new.mention, aspect)
    if aspect == "rung" and old.mention.form != new.mention.form:
        before, after = rules().rung_of(old.mention), rules().rung_of(new.mention)
    if aspect == "force" and {before, after} == {"plicht", "recht"} and _claims(old if before == "recht" else new):
        return 0
    return rules().steps(aspect, before, after)


def _claims(placed: Placed) -> bool:
    """Return whether the sentence of a mention names a right that can be claimed."""
    return rules().claims.search(sentence_at(placed.clause.text, placed.mention.start)) is not None


def _cause(aspect: str, steps: Mapping[str, int]) -> str:
    if aspect == "polarity":
        return "conditional" if steps["polarity"] < 0 else "unconditional"
    return aspect
