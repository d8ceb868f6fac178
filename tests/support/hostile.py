"""A database in which every text that comes from outside tries to become more than text."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from click.testing import CliRunner
from support.extractions import START, article, extraction, fetched, member, policy, save, source

from tracker.cli import main
from tracker.model import Clause, Extraction, Fetched, Policy, Question, Reference, Source
from tracker.store import Store

ATTACKS = (
    '<script data-hostile>window.hostile="script"</script>',
    "<img src=x data-hostile onerror=\"window.hostile='img'\">",
    '"><svg data-hostile onload="window.hostile=\'svg\'"><script>window.hostile=1</script></svg>',
    "'><iframe data-hostile srcdoc='<script>parent.hostile=1</script>'></iframe>",
    '" data-hostile="" onmouseover="window.hostile=1" autofocus onfocus="window.hostile=1" x="',
    "' data-hostile='' onfocus='window.hostile=1' x='",
    "</title></textarea></style></script><b data-hostile>vet</b>",
    "<a data-hostile href=\"javascript:window.hostile='link'\">klik</a>",
    "<!--<base data-hostile href=//example.org/>--><meta data-hostile http-equiv=refresh content=0>",
    "]]><b data-hostile>x</b>&lt;b data-hostile&gt;&#60;i data-hostile>",
    "{{ 'geslaagd-' ~ 'sjabloon' }}{% set x = 'geslaagd' %}{{ x ~ '-sjabloon' }}${7*7}",
    "⟦<b data-hostile>⟧ ⟦⟦x⟧ \\\"';`$(x) [x](javascript:window.hostile=1) ![x](//example.org/x.png)",
    "nota\u202egnp.exe\u2066a\u2067b\u2069\u2069\u2069\u202bc zeggenschap \u200fd\u061ce\u200e",
)
"""Attacks on elements, attributes, comments, titles, templates, Markdown and the direction of the text.

One that works leaves an element with the attribute `data-hostile`, the variable `window.hostile`, or TEMPLATE_RAN.
"""

TEMPLATE_RAN = "geslaagd-sjabloon"

SAID = "Bewoners hebben zeggenschap over het plein en kunnen meedenken"


def attack(number: int) -> str:
    """An attack by number, starting again behind the last, within words that the tagger and the search find."""
    return f"{SAID} {ATTACKS[number % len(ATTACKS)]} advies"


def hostile_database(folder: Path) -> Path:
    """Build a database of hostile documents: some read by the program itself, some stored with every field hostile."""
    database = folder / "tracker.db"
    _run_over_files(folder, database)
    with Store(database) as store:
        _store_hostile_fields(store)
    return database


# ------------------------------------------------------------------ files that the program reads itself


def _run_over_files(folder: Path, database: Path) -> None:
    documents = folder / "documenten"
    documents.mkdir()
    for name, content in _files():
        (documents / name).write_text(content, encoding="utf-8")
    register = folder / "sources.toml"
    register.write_text(
        '[[policies]]\nid = "bestanden"\ntitle = "Stukken <b data-hostile>vet</b>"\ntheme = "plein <i data-hostile>"\n'
        'kind = "nota"\nmunicipality = "Polderveen \\"><b data-hostile>"\n'
        '[[policies.sources]]\nadapter = "folder"\nlocator = "documenten/*"\n',
        encoding="utf-8",
    )
    done = CliRunner().invoke(main, ["run", "--sources", str(register), "--db", str(database)])
    assert done.exit_code == 0, done.output


def _files() -> Iterator[tuple[str, str]]:
    forbidden = str.maketrans({os.sep: "_", "\0": "_"})
    for number, hostile in enumerate(ATTACKS):
        text = (
            f"# Nota {hostile}\n\n## Artikel {number + 1}. {hostile}\n\n{attack(number)}.\n\n1. {attack(number + 1)};\n"
        )
        yield f"{number} {hostile[:60].translate(forbidden)}.md", text
    body = "".join(f"<h2>Artikel {number}</h2><p>{attack(number)}</p>" for number in range(1, len(ATTACKS)))
    yield "bladzijde.html", f"<html><head><title>{ATTACKS[6]}</title></head><body><h1>Nota</h1>{body}</body></html>"


# ------------------------------------------------------------------ every field, as a parser could give it one day


def _store_hostile_fields(store: Store) -> None:
    made = [_policy(number) for number in range(len(ATTACKS))]
    store.save_register([each for each, _, _ in made])
    for number, (_, text, answers) in enumerate(made):
        versions = [save(store, text, _fetched(number, day), _extraction(number, day), day=day) for day in (0, 40)]
        questions = save(store, answers, _fetched(number, 80), extraction(questions=_questions(number)), day=80)
        clause = store.latest_clauses(f"vijandig-{number}")[0][0]
        asked = store.questions_of(questions.id)
        store.link_questions([(asked[0][0], clause, "verwijzing", 1.0), (asked[1][0], clause, "gelijkenis", 0.5)])
        assert versions[0].id != versions[1].id
        store.record_check(
            text.id, START + timedelta(days=90), "error", address=attack(number), http_status=500, step="fetch",
            error=attack(number + 1),
        )  # fmt: skip


def _policy(number: int) -> tuple[Policy, Source, Source]:
    id_, hostile = f"vijandig-{number}", ATTACKS[number]
    text = source(id_, id=id_, label=hostile)
    answers = source(id_, role="vragen", id=f"{id_}-vragen")
    before = (f"vijandig-{number - 1}",) if number else ()
    made = policy(id_, text, answers, title=f"Beleid {hostile}", note=hostile, succeeds=before, example=number % 2 == 0)
    made = replace(made, theme=f"thema {hostile}", kind=f"soort {hostile}", municipality=f"gemeente {hostile}")
    return made, text, answers


def _fetched(number: int, day: int) -> Fetched:
    hostile = ATTACKS[number]
    held = date(2020, 1, 1) + timedelta(days=day)
    return fetched(
        f"{number}/{day}".encode(), f"{hostile}/{number}_{day}", title=f"Titel {hostile}", label=hostile,
        valid_from=held.isoformat(), page=("javascript:window.hostile=1", "data:text/html,x", hostile)[number % 3],
    )  # fmt: skip


def _extraction(number: int, day: int) -> Extraction:
    first = _hostile_clause(article(1, attack(number) + f" op dag {day}.", ATTACKS[number]), number)
    second = _hostile_clause(article(2, attack(number + 1), ATTACKS[number]), number + 1)
    below = _hostile_clause(member(1, second, attack(number + 2)), number + 2)
    refers = {first.eid: (Reference(0, 8, target_uri="javascript:window.hostile=1"),)}
    return extraction(first, second, below, references=refers, title=f"Titel {ATTACKS[number]}")


def _hostile_clause(clause: Clause, number: int) -> Clause:
    hostile = ATTACKS[number % len(ATTACKS)]
    return replace(clause, label=f"{clause.label} {hostile}", citation=f"{clause.citation} {hostile}", number=hostile)


def _questions(number: int) -> tuple[Question, ...]:
    return (
        Question(f"1 {ATTACKS[number]}", attack(number), attack(number + 1), ATTACKS[number], 1, 0),
        Question("2", attack(number + 2), attack(number + 3), "Het plein", 2, 1),
    )
