"""Small hand-made extractions and registers, so that the store and what is behind it can be tested alone."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tracker.model import (
    Clause,
    ClauseKind,
    Document,
    Extraction,
    Fetched,
    Mention,
    Policy,
    Question,
    Reference,
    SetApart,
    Source,
    SplitDocument,
)
from tracker.quality import load_quality
from tracker.store import Candidate, Held, SavedVersion, Store

START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
FORMS = {"zeggenschap": "zeggenschap", "meedenken": "samenspraak", "zelfbeheer": "zelfbeheer", "advies": "advies"}


def article(number: int, text: str, heading: str = "", page: int | None = None) -> Clause:
    """An article without members, at the place that its number gives."""
    return Clause(
        eid=f"art_{number}",
        parent=None,
        kind=ClauseKind.ARTICLE,
        label=f"Artikel {number}",
        number=str(number),
        citation=f"artikel {number}",
        heading=heading,
        text=text,
        page=page,
        position=number - 1,
    )


def member(number: int, of: Clause, text: str) -> Clause:
    """A lid of an article."""
    ordinal = {1: "eerste", 2: "tweede", 3: "derde"}[number]
    return Clause(
        eid=f"{of.eid}__para_{number}",
        parent=of.eid,
        kind=ClauseKind.MEMBER,
        label=f"{number}.",
        number=str(number),
        citation=f"{of.citation}, {ordinal} lid",
        heading="",
        text=text,
        page=of.page,
        position=of.position + number,
    )


def found_in(text: str) -> tuple[Mention, ...]:
    """The mentions in a text: every word of FORMS that stands in it, in the order in which they stand there."""
    places = [(text.find(word), word, form) for word, form in FORMS.items() if word in text]
    return tuple(Mention(at, at + len(word), word, form, "bewoners") for at, word, form in sorted(places))


def extraction(
    *clauses: Clause,
    questions: tuple[Question, ...] = (),
    references: dict[str, tuple[Reference, ...]] | None = None,
    apart: tuple[SetApart, ...] = (),
    tagged: bool = True,
    title: str = "Beleidsregel Buurtkracht",
    metadata: tuple[tuple[str, str], ...] = (),
) -> Extraction:
    """An extraction of these clauses and questions; `references` by eid."""
    references = references or {}
    return Extraction(
        Document(title, "cvdr", (), metadata=metadata),
        SplitDocument(clauses, questions, apart),
        clause_references=tuple(references.get(clause.eid, ()) for clause in clauses),
        clause_mentions=tuple(found_in(clause.text) for clause in clauses) if tagged else (),
        question_mentions=tuple(found_in(question.question) for question in questions) if tagged else (),
        answer_mentions=tuple(found_in(question.answer) for question in questions) if tagged else (),
    )


def source(policy: str = "buurtkracht", role: str = "tekst", **settings: object) -> Source:
    """A source of a policy: `POLICY` for the text, `POLICY-vragen` for the Q&A, unless `id` says otherwise."""
    id_ = settings.pop("id", policy if role == "tekst" else f"{policy}-vragen")
    return Source(id=id_, policy=policy, adapter="folder", locator=f"{id_}.xml", role=role, **settings)  # type: ignore[arg-type]


def policy(
    id_: str = "buurtkracht", *sources: Source, title: str = "Beleidsregel Buurtkracht", **settings: object
) -> Policy:
    """A policy of a municipality that does not exist."""
    return Policy(id_, title, "zelfbeheer", "beleidsregel", "Polderveen", sources or (source(id_),), **settings)  # type: ignore[arg-type]


def fetched(content: bytes = b"<regeling/>", address: str = "CVDR900001_1", **metadata: str) -> Fetched:
    """A document as its source gave it."""
    return Fetched(address, content, "application/xml", 200, '"e1"', metadata=tuple(metadata.items()))


def save(
    store: Store, source_: Source, fetched_: Fetched, extraction_: Extraction, *, day: int = 0, extractor: str = "x1"
) -> SavedVersion:
    """Store a document as a run does: the snapshot, the version, the check."""
    at = START + timedelta(days=day)
    sha256 = hashlib.sha256(fetched_.content).hexdigest()
    store.save_snapshot(sha256, fetched_.media_type, len(fetched_.content), at, f"{sha256[:2]}/{sha256}")
    saved = store.save_version(source_, fetched_, sha256, extraction_, retrieved=at, extractor=extractor)
    store.record_check(
        source_.id,
        at,
        saved.outcome,
        address=fetched_.address,
        http_status=fetched_.http_status,
        etag=fetched_.etag,
        snapshot=sha256,
    )
    return saved


def held(snapshot: str) -> Held:
    """A text that is held back because it asks to log in."""
    return Held(
        "voorbeeld-buurthuis/buurthuis.xml/1",
        "voorbeeld-buurthuis",
        "buurthuis.xml",
        snapshot,
        "0" * 64,
        "x1",
        "inlogpagina",
        "it asks for a password",
        START,
        START,
        1,
    )


def candidate() -> Candidate:
    """A rule that is not followed."""
    return Candidate(
        "gmb-2026-900001",
        "opvolger",
        "Polderveen",
        "zelfbeheer",
        "buurtkracht",
        "gmb",
        "gmb-2026-900001",
        "Beleidsregel Buurtkracht 2026",
        "2026-02-01",
        "https://example.org/gmb-2026-900001",
        "De titel lijkt op die van Beleidsregel Buurtkracht, die u al volgt.",
        START,
    )


def build(path: Path) -> Path:
    """Build a small database: a rule in two versions with a Q&A, an example policy, a source that fails."""
    text, answers = source(), source(role="vragen")
    broken = source("speelplek", id="speelplek")
    made_up = source("voorbeeld-buurthuis", id="voorbeeld-buurthuis")
    with Store(path) as store:
        store.save_scores(load_quality())
        store.save_register(
            [
                policy("buurtkracht", text, answers),
                policy("speelplek", broken, title="Beleidsregel Speelplekken"),
                policy(
                    "voorbeeld-buurthuis",
                    made_up,
                    title="Nadere regel Buurthuis",
                    example=True,
                    succeeds=("buurtkracht",),
                ),
            ]
        )
        first = article(1, "In deze regel heeft de buurt zeggenschap over het plein.", "Wie beslist")
        second = article(2, "", "Cliëntondersteuning")
        lid = member(1, second, "Bewoners kunnen meedenken over onafhankelijke cliëntondersteuning, zie artikel 1.")
        refers = {lid.eid: (Reference(len(lid.text) - 10, len(lid.text) - 1, target_clause="art_1"),)}
        save(
            store,
            text,
            fetched(b"1", valid_from="2018-01-30", page="https://example.org/regeling/1"),
            extraction(first, second, lid, references=refers, apart=(SetApart("footer", "Blad 1 van 2", 1),)),
        )
        softer = article(1, "In deze regel geeft de buurt advies over het plein.", "Wie beslist")
        save(
            store,
            text,
            fetched(b"2", "CVDR900001_2", valid_from="2021-07-01", page="https://example.org/regeling/2"),
            extraction(softer, second, lid, article(4, "Een vereniging kan een gebouw in zelfbeheer nemen.")),
            day=30,
        )
        qa = (
            Question("1", "Wie heeft zeggenschap over het plein?", "De buurt, zie artikel 1.", "Het plein", 1, 0),
            Question("2", "Wat kost cliëntondersteuning?", "Niets: de gemeente betaalt dit.", "Kosten", 2, 1),
        )
        version = save(store, answers, fetched(b"3", "vragen.pdf", published="2018-02-14"), extraction(questions=qa))
        questions = store.questions_of(version.id)
        clauses = store.latest_clauses("buurtkracht")
        store.link_questions([(questions[0][0], clauses[0][0], "verwijzing", 1.0)])
        save(
            store,
            made_up,
            fetched(b"4", "buurthuis.xml", valid_from="2025-01-01"),
            extraction(article(1, "Het buurthuis is in zelfbeheer van bewoners."), title="Nadere regel Buurthuis"),
        )
        store.record_check("speelplek", START, "error", http_status=500, error="answered 500", step="fetch")
        store.save_hold(held(hashlib.sha256(b"4").hexdigest()))
        store.save_candidates([candidate()])
        store.save_search("gmb: Polderveen, zelfbeheer", START, 1)
    return path
