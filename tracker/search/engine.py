"""A search from what was typed to a page of hits: the one call that the site, the measurements and the tests make."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.search.catalogue import Catalogue
from tracker.search.filters import ALL, Counts, Filters, Tested, checked, counts
from tracker.search.query import Query, corrected, parse_query
from tracker.search.ranking import Answer, Ranking
from tracker.search.snippets import Snippet, Snippets
from tracker.search.suggest import nearest_word

PAGE = 20
"""Hits on a page."""

SHOWN = 3
"""Hits of one policy that are shown at once where other policies have hits that are nearly as good."""

NEARLY = 0.8
"""The share of the worth of another hit from which one is nearly as good."""

_HITS = """
SELECT search_texts.id, clause, search_texts.question AS question_id, search_texts.kind, search_texts.version,
    coalesce(clauses.citation, questions.name) AS place, coalesce(clauses.heading, '') AS heading,
    coalesce(clauses.text, '') AS text, questions.question, questions.answer,
    coalesce(clauses.page, questions.page) AS page,
    coalesce((SELECT heading FROM clauses AS above WHERE above.id = clauses.parent), questions.theme, '') AS above,
    (SELECT above.parent FROM clauses AS above WHERE above.id = clauses.parent) AS grandparent,
    versions.label AS label, versions.valid_from, versions.valid_to, versions.published, versions.newest,
    versions.publisher_page, policies.id AS policy, policies.name AS policy_name, policies.example,
    (SELECT group_concat(form, ', ') FROM (
        SELECT form FROM mentions WHERE mentions.clause = search_texts.clause
        UNION SELECT form FROM mentions WHERE mentions.question = search_texts.question ORDER BY form)) AS forms
FROM search_texts
JOIN versions ON versions.id = search_texts.version
JOIN policies ON policies.id = versions.policy
LEFT JOIN clauses ON clauses.id = search_texts.clause
LEFT JOIN questions ON questions.id = search_texts.question
WHERE search_texts.id IN ({numbers})
"""

_HEADING = "SELECT heading, parent FROM clauses WHERE id = ?"


@dataclass(frozen=True)
class Hit:
    """One text that was found. `row` has its columns as in the database, `above` the nearest heading over it.

    heading, question, text: what to show of them; the text of a question is its answer. worth: how well it answers.
    lacking: what was looked for and is not there, in no form and no other word for it.
    """

    row: Mapping[str, str | int | None]
    above: str
    heading: Snippet
    question: Snippet
    text: Snippet
    worth: float = 0.0
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True)
class Results:
    """A page of hits and what is said around it.

    total: hits on all pages. complete: how many of them have every word; the others have most of what was asked, or
    other words for it. older: where none has, how many texts of any version have every word. counts: what every filter
    would leave. unknown: filters whose value nobody knows; they were not used. query: the search as it was done, with
    the words that were taken for another. page: the one that is shown, counted from 1.
    """

    query: Query
    filters: Filters
    unknown: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    total: int = 0
    page: int = 1
    counts: Counts | None = None
    complete: int = 0
    older: int = 0

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // PAGE))


def search(
    connection: sqlite3.Connection,
    catalogue: Catalogue,
    text: str,
    wanted: Mapping[str, str],
    page: int = 1,
    day: str = "",
) -> Results:
    """Search for what was typed among the texts that the filters leave: `wanted` has their values by name.

    `day` (ISO) is the day on which a text is in force or not; without it, one that has no end is.
    Nothing typed finds nothing; unknown filters are left out and named; a page past the last one is the last one.
    """
    query = parse_query(text)
    filters, unknown = checked(wanted, catalogue, day)
    if query.is_empty or not catalogue.versions:
        return Results(query, filters, unknown)
    ranking = Ranking(connection, catalogue)
    query = _with_corrections(connection, catalogue, ranking, query)
    answer = ranking.answer(query, filters)
    total = len(answer.numbers)
    page = min(max(1, page), max(1, -(-total // PAGE)))
    numbers = answer.ranked((page - 1) * PAGE, page * PAGE)
    return Results(
        query=query,
        filters=filters,
        unknown=unknown,
        hits=tuple(_hits(connection, ranking, query, answer, numbers)),
        total=total,
        page=page,
        counts=counts(catalogue, answer.found, filters),
        complete=int(answer.is_complete.sum()),
        older=_older(catalogue, answer, filters),
    )


@dataclass(frozen=True)
class Group:
    """The hits of a page in one policy, the best first: those that are shown, and `more` that open on demand."""

    hits: tuple[Hit, ...]
    more: tuple[Hit, ...] = ()


def by_policy(hits: Sequence[Hit]) -> list[Group]:
    """Return the hits of a page in groups, each policy where its best hit stands.

    Of a policy SHOWN are shown at once, and more where no other policy has a hit that is nearly as good.
    """
    groups: dict[object, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.row["policy"], []).append(hit)
    found = []
    for policy, group in groups.items():
        rival = max((other[0].worth for name, other in groups.items() if name != policy), default=0.0)
        shown = [place < SHOWN or hit.worth * NEARLY > rival for place, hit in enumerate(group)]
        most = shown.index(False) if False in shown else len(group)
        found.append(Group(tuple(group[:most]), tuple(group[most:])))
    return found


def ranked_texts(
    connection: sqlite3.Connection, catalogue: Catalogue, text: str, most: int, day: str = ""
) -> list[str]:
    """Return the ids of the first clauses and questions that a search finds, in the order in which pages show them.

    Of each page what is shown comes first, then what opens on demand.
    """
    found: list[Hit] = []
    for page in range(1, -(-most // PAGE) + 1):
        results = search(connection, catalogue, text, {}, page, day)
        groups = by_policy(results.hits)
        found += [hit for group in groups for hit in group.hits]
        found += [hit for group in groups for hit in group.more]
        if page >= results.pages:
            break
    return [str(hit.row["clause"] or hit.row["question_id"]) for hit in found[:most]]


def _with_corrections(connection: sqlite3.Connection, catalogue: Catalogue, ranking: Ranking, query: Query) -> Query:
    instead: dict[str, str] = {}
    for word in query.words:
        if ranking.is_nowhere(word) and (nearest := nearest_word(connection, catalogue, word.key)):
            instead[word.key] = nearest
    return corrected(query, instead) if instead else query


def _older(catalogue: Catalogue, answer: Answer, filters: Filters) -> int:
    """Count the texts with all words in all versions, where those that were chosen have none."""
    if answer.is_complete.any():
        return 0
    return len(Tested(catalogue, answer.complete).left(replace(filters, versions=ALL)))


def _hits(
    connection: sqlite3.Connection, ranking: Ranking, query: Query, answer: Answer, numbers: Sequence[int]
) -> list[Hit]:
    cursor = connection.execute(_HITS.format(numbers=", ".join(map(str, numbers))))
    columns = [column[0] for column in cursor.description]
    rows = {row[0]: dict(zip(columns, row)) for row in cursor.fetchall()}
    snippets = Snippets(query)
    lacking = [()] * len(numbers) if answer.is_complete.all() else ranking.lacking(query, numbers)
    return [
        replace(_hit(connection, rows[number], snippets), worth=worth, lacking=words)
        for number, worth, words in zip(numbers, answer.worth_of(numbers), lacking)
    ]


def _hit(connection: sqlite3.Connection, row: Mapping[str, str | int | None], snippets: Snippets) -> Hit:
    return Hit(
        row=row,
        above=_heading_above(connection, row),
        heading=snippets.of(str(row["heading"])),
        question=snippets.of(str(row["question"] or "")),
        text=snippets.of(str(row["text"] or row["answer"] or "")),
    )


def _heading_above(connection: sqlite3.Connection, row: Mapping[str, str | int | None]) -> str:
    heading, above = str(row["above"] or ""), row["grandparent"]
    while not heading and above:
        heading, above = connection.execute(_HEADING, [above]).fetchone()
    return heading
