"""A search as one expression for SQLite's full-text search, for those who write SQL on the index themselves."""

from tracker.search.postings import any_of, near, phrase
from tracker.search.query import Query, SoughtWord, parse_query

_OWN = "{lemmas parts heading}"
NOTHING = '""'
"""An expression that finds nothing."""


def expression_of(text: str | None) -> str:
    """Return the expression for `search_fts` that finds the texts with all that is typed, in any form.

    Unlike the search of the site it looks in a text itself, not in what it stands under, and forgives no errors.

    >>> expression_of("bewoners -subsidie")
    '({lemmas parts heading} : ("bewoner")) NOT ({lemmas heading} : ("subsidie"))'
    """
    query = parse_query(text or "")
    if query.is_empty:
        return NOTHING
    wanted = [_word(word) for word in query.needed]
    wanted += [phrase("words", each.keys) for each in query.phrases]
    wanted += [f"({any_of('heading', [each.key])}) OR ({phrase('words', each.words)})" for each in query.places]
    return " NOT ".join([" AND ".join(f"({each})" for each in wanted), *_unwanted(query)])


def _word(word: SoughtWord) -> str:
    ways = [any_of(_OWN, word.reading.lemmas)]
    ways += [way for split in word.reading.splits for way in (phrase("parts", split), near("lemmas", split))]
    return " OR ".join(f"({way})" for way in ways) if len(ways) > 1 else ways[0]


def _unwanted(query: Query) -> list[str]:
    words = [f"({any_of('{lemmas heading}', word.reading.lemmas)})" for word in query.excluded]
    return words + [f"({phrase('words', each.keys)})" for each in query.excluded_phrases]
