"""The tables of the database. Names in the contract of DESIGN.md stay; more columns and tables may join them.

Identifiers are text and follow from what they name, so that the same input gives the same database. `checks` alone
counts its rows. Dates are ISO 8601 dates; moments are UTC, ISO 8601, to the second.
"""

TABLES = """
CREATE TABLE policies (
    id TEXT PRIMARY KEY NOT NULL,
    title TEXT NOT NULL,
    theme TEXT NOT NULL,
    kind TEXT NOT NULL,
    municipality TEXT NOT NULL,
    name TEXT NOT NULL,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1)),
    note TEXT NOT NULL DEFAULT '',
    followed INTEGER NOT NULL DEFAULT 1 CHECK (followed IN (0, 1)),
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE successions (
    policy TEXT NOT NULL REFERENCES policies(id),
    succeeds TEXT NOT NULL REFERENCES policies(id),
    PRIMARY KEY (policy, succeeds)
) STRICT;

CREATE TABLE sources (
    id TEXT PRIMARY KEY NOT NULL,
    policy TEXT NOT NULL REFERENCES policies(id),
    adapter TEXT NOT NULL,
    locator TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('tekst', 'vragen')),
    label TEXT NOT NULL DEFAULT '',
    valid_from TEXT,
    valid_to TEXT,
    followed INTEGER NOT NULL DEFAULT 1 CHECK (followed IN (0, 1)),
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE snapshots (
    sha256 TEXT PRIMARY KEY NOT NULL CHECK (length(sha256) = 64),
    media_type TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    first_seen TEXT NOT NULL,
    path TEXT NOT NULL
) STRICT;

CREATE TABLE checks (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL REFERENCES sources(id),
    address TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('new', 'unchanged', 'error', 'gone')),
    step TEXT NOT NULL DEFAULT '',
    http_status INTEGER,
    etag TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    snapshot TEXT REFERENCES snapshots(sha256),
    error TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE versions (
    id TEXT PRIMARY KEY NOT NULL,
    policy TEXT NOT NULL REFERENCES policies(id),
    source TEXT NOT NULL REFERENCES sources(id),
    snapshot TEXT NOT NULL REFERENCES snapshots(sha256),
    label TEXT NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    valid_to_given INTEGER NOT NULL CHECK (valid_to_given IN (0, 1)),
    published TEXT,
    retrieved TEXT NOT NULL,
    extractor TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('inhoud', 'extractie')),
    newest INTEGER NOT NULL DEFAULT 0 CHECK (newest IN (0, 1)),
    address TEXT NOT NULL,
    work TEXT NOT NULL,
    publisher_page TEXT NOT NULL,
    format TEXT NOT NULL,
    pages INTEGER,
    notes TEXT NOT NULL,
    metadata TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    extraction_sha256 TEXT NOT NULL
) STRICT;

CREATE TABLE readings (
    source TEXT NOT NULL REFERENCES sources(id),
    address TEXT NOT NULL,
    snapshot TEXT NOT NULL REFERENCES snapshots(sha256),
    extractor TEXT NOT NULL,
    version TEXT NOT NULL REFERENCES versions(id),
    PRIMARY KEY (source, address)
) STRICT;

CREATE TABLE clauses (
    id TEXT PRIMARY KEY NOT NULL,
    version TEXT NOT NULL REFERENCES versions(id),
    eid TEXT NOT NULL,
    parent TEXT REFERENCES clauses(id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    number TEXT NOT NULL,
    citation TEXT NOT NULL,
    heading TEXT NOT NULL,
    term TEXT NOT NULL,
    text TEXT NOT NULL,
    page INTEGER,
    position INTEGER NOT NULL,
    lineage TEXT NOT NULL,
    UNIQUE (version, eid)
) STRICT;

CREATE TABLE questions (
    id TEXT PRIMARY KEY NOT NULL,
    version TEXT NOT NULL REFERENCES versions(id),
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    label TEXT NOT NULL,
    theme TEXT NOT NULL,
    question TEXT NOT NULL,
    answer_label TEXT NOT NULL,
    answer TEXT NOT NULL,
    page INTEGER,
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE question_clauses (
    question TEXT NOT NULL REFERENCES questions(id),
    clause TEXT NOT NULL REFERENCES clauses(id),
    how TEXT NOT NULL CHECK (how IN ('verwijzing', 'gelijkenis')),
    score REAL NOT NULL,
    PRIMARY KEY (question, clause, how)
) STRICT;

CREATE TABLE citations (
    id TEXT PRIMARY KEY NOT NULL,
    clause TEXT REFERENCES clauses(id),
    question TEXT REFERENCES questions(id),
    field TEXT NOT NULL CHECK (field IN ('text', 'question', 'answer')),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    target_clause TEXT REFERENCES clauses(id),
    target_policy TEXT REFERENCES policies(id),
    target_uri TEXT NOT NULL,
    target_eid TEXT NOT NULL,
    CHECK ((clause IS NULL) <> (question IS NULL)),
    CHECK (0 <= start AND start < "end")
) STRICT;

CREATE TABLE mentions (
    id TEXT PRIMARY KEY NOT NULL,
    clause TEXT REFERENCES clauses(id),
    question TEXT REFERENCES questions(id),
    field TEXT NOT NULL CHECK (field IN ('text', 'question', 'answer')),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "trigger" TEXT NOT NULL,
    form TEXT NOT NULL,
    holder TEXT NOT NULL,
    rung TEXT NOT NULL,
    force TEXT NOT NULL,
    polarity TEXT NOT NULL,
    rule TEXT NOT NULL,
    CHECK ((clause IS NULL) <> (question IS NULL)),
    CHECK (0 <= start AND start < "end")
) STRICT;

CREATE TABLE changes (
    id TEXT PRIMARY KEY NOT NULL,
    policy TEXT NOT NULL REFERENCES policies(id),
    old_version TEXT NOT NULL REFERENCES versions(id),
    new_version TEXT NOT NULL REFERENCES versions(id),
    kind TEXT NOT NULL CHECK (kind IN ('toegevoegd', 'vervallen', 'gewijzigd', 'verplaatst', 'hernummerd')),
    old_clause TEXT REFERENCES clauses(id),
    new_clause TEXT REFERENCES clauses(id),
    similarity REAL
) STRICT;

CREATE TABLE set_apart (
    version TEXT NOT NULL REFERENCES versions(id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    page INTEGER,
    PRIMARY KEY (version, position)
) STRICT;
"""

INDEXES = """
CREATE INDEX successions_succeeds ON successions(succeeds);
CREATE INDEX sources_policy ON sources(policy);
CREATE INDEX checks_source ON checks(source, address);
CREATE INDEX checks_snapshot ON checks(snapshot);
CREATE INDEX versions_policy ON versions(policy);
CREATE INDEX versions_source ON versions(source, work);
CREATE INDEX versions_snapshot ON versions(snapshot);
CREATE INDEX versions_retrieved ON versions(retrieved);
CREATE INDEX readings_snapshot ON readings(snapshot);
CREATE INDEX readings_version ON readings(version);
CREATE INDEX clauses_version ON clauses(version, position);
CREATE INDEX clauses_parent ON clauses(parent);
CREATE INDEX clauses_lineage ON clauses(lineage);
CREATE INDEX questions_version ON questions(version, position);
CREATE INDEX question_clauses_clause ON question_clauses(clause);
CREATE INDEX citations_clause ON citations(clause);
CREATE INDEX citations_question ON citations(question);
CREATE INDEX citations_target_clause ON citations(target_clause);
CREATE INDEX citations_target_policy ON citations(target_policy);
CREATE INDEX mentions_clause ON mentions(clause);
CREATE INDEX mentions_question ON mentions(question);
CREATE INDEX mentions_form ON mentions(form);
CREATE INDEX changes_policy ON changes(policy);
CREATE INDEX changes_old_version ON changes(old_version);
CREATE INDEX changes_new_version ON changes(new_version);
CREATE INDEX changes_old_clause ON changes(old_clause);
CREATE INDEX changes_new_clause ON changes(new_clause);
"""

COMPARISON = """
ALTER TABLE changes ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
ALTER TABLE changes ADD COLUMN moved INTEGER NOT NULL DEFAULT 0 CHECK (moved IN (0, 1));
ALTER TABLE changes ADD COLUMN renumbered INTEGER NOT NULL DEFAULT 0 CHECK (renumbered IN (0, 1));
ALTER TABLE changes ADD COLUMN split_from TEXT REFERENCES clauses(id);
ALTER TABLE changes ADD COLUMN merged_into TEXT REFERENCES clauses(id);
ALTER TABLE changes ADD COLUMN differences TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(differences));
ALTER TABLE changes ADD COLUMN effect TEXT NOT NULL DEFAULT ''
    CHECK (effect IN ('', 'versterking', 'verzwakking', 'veranderd'));
ALTER TABLE changes ADD COLUMN sentence TEXT NOT NULL DEFAULT '';

CREATE TABLE mention_changes (
    id TEXT PRIMARY KEY NOT NULL,
    change TEXT NOT NULL REFERENCES changes(id),
    kind TEXT NOT NULL CHECK (kind IN ('toegevoegd', 'vervallen', 'gewijzigd')),
    old_mention TEXT REFERENCES mentions(id),
    new_mention TEXT REFERENCES mentions(id),
    effect TEXT NOT NULL CHECK (effect IN ('versterking', 'verzwakking', 'veranderd')),
    what TEXT NOT NULL,
    sentence TEXT NOT NULL,
    CHECK ((old_mention IS NULL) = (kind = 'toegevoegd')),
    CHECK ((new_mention IS NULL) = (kind = 'vervallen'))
) STRICT;

CREATE INDEX changes_effect ON changes(effect);
CREATE INDEX changes_split_from ON changes(split_from);
CREATE INDEX changes_merged_into ON changes(merged_into);
CREATE INDEX mention_changes_change ON mention_changes(change);
CREATE INDEX mention_changes_old_mention ON mention_changes(old_mention);
CREATE INDEX mention_changes_new_mention ON mention_changes(new_mention);
"""
"""What a change does: in words, to the text, and to who has the say."""

SCORES = """
CREATE TABLE tag_scores (
    what TEXT NOT NULL CHECK (what IN ('clause', 'mention', 'form', 'holder', 'rung', 'force', 'polarity')),
    value TEXT NOT NULL,
    labelled INTEGER NOT NULL,
    found INTEGER NOT NULL,
    "right" INTEGER NOT NULL,
    precision REAL NOT NULL,
    recall REAL NOT NULL,
    f1 REAL NOT NULL,
    labelled_clauses INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    PRIMARY KEY (what, value)
) STRICT;
"""

SEARCHED = {
    "clauses": ("citation", "heading", "term", "text"),
    "questions": ("name", "theme", "question", "answer"),
}
"""The columns that full-text search looks in, a table."""

TOKENIZER = "unicode61 remove_diacritics 2"

VIEWS = """
CREATE VIEW bepalingen AS
SELECT
    clauses.id AS bepaling,
    policies.name AS beleid,
    clauses.citation AS plaats,
    clauses.heading AS kop,
    clauses.text AS tekst,
    (SELECT count(*) FROM mentions WHERE mentions.clause = clauses.id) AS vermeldingen,
    (SELECT group_concat(form, ', ') FROM (
        SELECT DISTINCT form FROM mentions WHERE mentions.clause = clauses.id ORDER BY form)) AS vormen,
    clauses.kind AS soort,
    clauses.page AS bladzijde,
    versions.label AS versie,
    versions.valid_from AS geldig_vanaf,
    versions.valid_to AS geldig_tot,
    versions.newest AS nieuwste,
    policies.theme AS thema,
    versions.publisher_page AS pagina_uitgever,
    versions.snapshot AS archiefbestand,
    clauses.version AS versie_id,
    policies.id AS beleid_id
FROM clauses
JOIN versions ON versions.id = clauses.version
JOIN policies ON policies.id = versions.policy;

CREATE VIEW vragen AS
SELECT
    questions.id AS vraag_id,
    policies.name AS beleid,
    questions.name AS nummer,
    questions.theme AS onderwerp,
    questions.question AS vraag,
    questions.answer AS antwoord,
    (SELECT count(*) FROM mentions WHERE mentions.question = questions.id) AS vermeldingen,
    (SELECT group_concat(citation, '; ') FROM (
        SELECT DISTINCT clauses.citation, clauses.position
        FROM question_clauses JOIN clauses ON clauses.id = question_clauses.clause
        WHERE question_clauses.question = questions.id ORDER BY clauses.position)) AS gaat_over,
    questions.page AS bladzijde,
    versions.label AS versie,
    versions.published AS gepubliceerd,
    versions.newest AS nieuwste,
    policies.theme AS thema,
    versions.publisher_page AS pagina_uitgever,
    versions.snapshot AS archiefbestand,
    questions.version AS versie_id,
    policies.id AS beleid_id
FROM questions
JOIN versions ON versions.id = questions.version
JOIN policies ON policies.id = versions.policy;

CREATE VIEW vermeldingen AS
SELECT
    located.id AS vermelding,
    policies.name AS beleid,
    coalesce(clauses.citation, questions.name) AS plaats,
    CASE WHEN start > 80 THEN '…' ELSE '' END
        || substr(located.text, max(1, start - 79), min(start, 80))
        || '[' || located."trigger" || ']'
        || substr(located.text, "end" + 1, 80)
        || CASE WHEN length(located.text) > "end" + 80 THEN '…' ELSE '' END AS in_zinsverband,
    located."trigger" AS woord,
    located.form AS vorm,
    located.holder AS van_wie,
    located.rung AS trede,
    located.force AS kracht,
    located.polarity AS ja_of_nee,
    versions.label AS versie,
    versions.newest AS nieuwste,
    policies.theme AS thema,
    located.rule AS regel,
    located.clause AS bepaling,
    located.question AS vraag_id,
    versions.id AS versie_id,
    policies.id AS beleid_id
FROM (
    SELECT mentions.*, CASE field
        WHEN 'question' THEN (SELECT question FROM questions WHERE questions.id = mentions.question)
        WHEN 'answer' THEN (SELECT answer FROM questions WHERE questions.id = mentions.question)
        ELSE (SELECT text FROM clauses WHERE clauses.id = mentions.clause) END AS text
    FROM mentions) AS located
LEFT JOIN clauses ON clauses.id = located.clause
LEFT JOIN questions ON questions.id = located.question
JOIN versions ON versions.id = coalesce(clauses.version, questions.version)
JOIN policies ON policies.id = versions.policy;

CREATE VIEW nieuwste AS
SELECT
    versions.id AS versie_id,
    policies.name AS beleid,
    versions.title AS titel,
    versions.label AS versie,
    versions.valid_from AS geldig_vanaf,
    versions.valid_to AS geldig_tot,
    versions.published AS gepubliceerd,
    versions.retrieved AS opgehaald,
    (SELECT count(*) FROM clauses WHERE clauses.version = versions.id) AS bepalingen,
    (SELECT count(*) FROM questions WHERE questions.version = versions.id) AS vragen,
    (SELECT count(*) FROM mentions JOIN clauses ON clauses.id = mentions.clause WHERE clauses.version = versions.id)
    + (SELECT count(*) FROM mentions JOIN questions ON questions.id = mentions.question
       WHERE questions.version = versions.id) AS vermeldingen,
    policies.theme AS thema,
    policies.municipality AS gemeente,
    versions.publisher_page AS pagina_uitgever,
    versions.notes AS opmerkingen,
    versions.snapshot AS archiefbestand,
    policies.id AS beleid_id
FROM versions
JOIN policies ON policies.id = versions.policy
WHERE versions.newest = 1;
"""
