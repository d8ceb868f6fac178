"""A comparison in a few sentences."""

from collections import Counter

from tracker.diff import Report, ShownChange
from tracker.diff.excerpt import beginning
from tracker.dutch import count

_LONGEST = 280


def told(report: Report) -> str:
    """Return how many clauses of two texts changed, came, went and stayed."""
    kinds = Counter(change.kind for change in report.changes)
    if not report.same_rule:
        return _told_of_two(kinds, len(report.unchanged))
    named = (("gewijzigd", "gewijzigd"), ("toegevoegd", "nieuw"), ("vervallen", "weg"))
    parts = [count(kinds[kind], words, words) for kind, words in named if kinds[kind]]
    one, more = ("antwoord", "antwoorden") if report.asks else ("bepaling", "bepalingen")
    whole = "de vragen en antwoorden" if report.asks else "de bepalingen"
    sentences = [f"Van {whole} zijn er {_listed(parts)}."] if parts else []
    elsewhere = kinds["verplaatst"] + kinds["hernummerd"]
    if elsewhere:
        sentences.append(
            f"{count(elsewhere, f'{one} kreeg', f'{more} kregen')} alleen een ander nummer of een andere plaats."
        )
    if report.unchanged:
        sentences.append(f"{count(len(report.unchanged), f'{one} bleef', f'{more} bleven')} hetzelfde.")
    return " ".join(sentences)


def _told_of_two(kinds: Counter[str], unchanged: int) -> str:
    same = unchanged + kinds["verplaatst"] + kinds["hernummerd"]
    numbers = (
        (kinds["gewijzigd"], "in beide teksten met andere woorden"),
        (same, "in beide teksten met dezelfde woorden"),
        (kinds["vervallen"], "alleen in de eerste"),
        (kinds["toegevoegd"], "alleen in de tweede"),
    )
    parts = [count(number, words, words) for number, words in numbers if number]
    return f"Van de bepalingen staan er {_listed(parts)}."


def _listed(parts: list[str]) -> str:
    return " en ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


def in_short(change: ShownChange) -> str:
    """Return the weightiest that a change does to residents' say, or else what became of the clause, not too long."""
    weightiest = sorted(change.mentions, key=lambda mention: mention.effect != change.effect)
    sentence = weightiest[0].sentence if weightiest else change.sentence
    return beginning(" ".join(sentence.split()), _LONGEST)
