"""Comparing versions against the obvious alternative: difflib over the texts of all clauses.

In two forms: clause by clause in order, which tells neither what moved nor what was renumbered and reworded; and with
the best match for every clause, which does.
"""

import difflib
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from tracker.compare.changes import compare
from tracker.model import Clause, ClauseKind

TITLE = "Comparing two versions, against difflib"

SIZES = (250, 1_000, 4_000)
WORDS = """
de het een van bewoners buurt wijk college raad gemeente plein park budget advies zeggenschap besluit plan jaar
overleg samen beslist krijgt vraagt geeft stelt vast voor over met bij naar kan moet wordt zijn heeft niet ieder alle
regels subsidie initiatief vereniging straat school zorg hulp gebouw beheer groep leden termijn aanvraag verslag
""".split()
MATCHED = 250
"""Clauses up to which difflib's best match is timed: of a thousand it takes half a minute."""

Work = Callable[[Sequence[Clause], Sequence[Clause]], object]


def document(clauses: int, chance: random.Random) -> list[Clause]:
    """Make up a rule: articles with three leden each, of 15 to 60 words."""
    made: list[Clause] = []
    for number in range(1, clauses // 4 + 1):
        article = _clause(None, ClauseKind.ARTICLE, str(number), "", len(made))
        made.append(article)
        for lid in range(1, 4):
            text = " ".join(chance.choices(WORDS, k=chance.randint(15, 60)))
            made.append(_clause(article, ClauseKind.MEMBER, str(lid), text, len(made)))
    return made


def _clause(parent: Clause | None, kind: ClauseKind, number: str, text: str, position: int) -> Clause:
    eid = f"{parent.eid}__para_{number}" if parent else f"art_{number}"
    return Clause(eid, parent and parent.eid, kind, number, number, eid, "", text, None, position)


def revised(clauses: Sequence[Clause], chance: random.Random) -> list[Clause]:
    """Revise a rule: an article in twenty is new, so that all later ones are renumbered; a text in ten is changed."""
    articles = [clause for clause in clauses if clause.parent is None]
    leden = {clause.eid: [each for each in clauses if each.parent == clause.eid] for clause in articles}
    made: list[Clause] = []
    number = 0
    for article in articles:
        groups = [leden[article.eid]]
        if chance.random() < 0.05:
            groups.insert(0, document(4, chance)[1:])
        for group in groups:
            number += 1
            holder = _clause(None, ClauseKind.ARTICLE, str(number), "", len(made))
            made.append(holder)
            for lid in group:
                text = _reworded(lid.text, chance) if chance.random() < 0.1 else lid.text
                made.append(replace(_clause(holder, ClauseKind.MEMBER, lid.number, text, len(made))))
    return made


def _reworded(text: str, chance: random.Random) -> str:
    words = text.split()
    for _ in range(3):
        words[chance.randrange(len(words))] = chance.choice(WORDS)
    return " ".join(words)


def with_difflib(old: Sequence[Clause], new: Sequence[Clause]) -> int:
    """Compare as difflib does: the texts as lines, and the words of lines that were replaced. Returns the changes."""
    before, after = [clause.text for clause in old], [clause.text for clause in new]
    changes = 0
    for tag, start, end, first, last in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        changes += max(end - start, last - first)
        for was, is_now in zip(before[start:end], after[first:last]):
            difflib.SequenceMatcher(None, was.split(), is_now.split(), autojunk=False).get_opcodes()
    return changes


def with_best_match(old: Sequence[Clause], new: Sequence[Clause]) -> int:
    """Find for every clause the most similar one with difflib, as is needed to see what was renumbered."""
    texts = sorted({clause.text for clause in new if clause.text})
    known = set(texts)
    return sum(not difflib.get_close_matches(each.text, texts, 1, 0.6) for each in old if each.text not in known)


def seconds(work: Work, old: Sequence[Clause], new: Sequence[Clause]) -> float:
    """Return how long comparing takes, the best of three."""
    times = []
    for _ in range(3):
        started = time.perf_counter()
        work(old, new)
        times.append(time.perf_counter() - started)
    return min(times)


def measure() -> str:
    """Return the table, in Markdown."""
    lines = [
        "| clauses | tracker (s) | difflib, in order (s) | ratio | difflib, best match (s) | ratio |",
        "| ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for size in SIZES:
        chance = random.Random(size)
        old = document(size, chance)
        new = revised(old, chance)
        ours, theirs = seconds(compare, old, new), seconds(with_difflib, old, new)
        cells = ["", ""]
        if size <= MATCHED:
            best = seconds(with_best_match, old, new)
            cells = [f"{best:.3f}", f"{ours / best:.2f}"]
        lines.append(f"| {size} | {ours:.3f} | {theirs:.3f} | {ours / theirs:.2f} | {cells[0]} | {cells[1]} |")
    return "\n".join(lines)
