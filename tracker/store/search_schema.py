"""The index that the search of the site reads: clauses and questions, by dictionary form and by parts of words."""

TABLES = """
CREATE TABLE search_texts (
    id INTEGER PRIMARY KEY,
    version TEXT NOT NULL REFERENCES versions(id),
    clause TEXT REFERENCES clauses(id),
    question TEXT REFERENCES questions(id),
    kind TEXT NOT NULL,
    length INTEGER NOT NULL,
    fingerprint INTEGER NOT NULL,
    CHECK ((clause IS NULL) <> (question IS NULL))
) STRICT;

CREATE UNIQUE INDEX search_texts_clause ON search_texts(clause) WHERE clause IS NOT NULL;
CREATE UNIQUE INDEX search_texts_question ON search_texts(question) WHERE question IS NOT NULL;
CREATE INDEX search_texts_version ON search_texts(version);

CREATE VIRTUAL TABLE search_fts USING fts5(
    words, lemmas, parts, heading, surroundings,
    content='', tokenize="unicode61 remove_diacritics 0 tokenchars '_'"
);

CREATE VIRTUAL TABLE search_fts_words USING fts5vocab(search_fts, col);
"""
"""`search_texts` says which text a row of `search_fts` is; the texts of one version have consecutive numbers.

`kind` is that of the clause, or `vraag`. `length` counts words. `fingerprint` is equal for equal words under an equal
address, so that a text that stands in two versions or comes from two sources is shown once. The terms in `search_fts`
are made by `tracker.search.terms`; `search_fts_words` shows them one by one, to find what was meant by a typing error.
"""

QUESTION = "vraag"
"""The kind of a question with its answer."""
