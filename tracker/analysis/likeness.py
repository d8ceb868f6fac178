"""Which clauses speak of the same as other texts do: demands in a letter, say, against the articles of a rule."""

import pandas as pd

from tracker.analysis.tables import Tables
from tracker.analysis.versions import clauses_of
from tracker.model import Question
from tracker.refer import match_questions


def alike(texts: pd.DataFrame, tables: Tables, version: str) -> pd.DataFrame:
    """Return for each text the clauses of a version that resemble it most, at most three, the most alike first.

    texts: a row a text, with `heading` and `text`. Returns a row a pair: `of` (the label of the row in `texts`), `id`
    and `place` of the clause, and `score` from 0 to 1: the cosine of TF-IDF weights, as for questions and the clauses
    that they are about. A text that resembles no clause is not in it.

    Raises TrackerError for a version that is not there or has no clauses.
    """
    clauses = clauses_of(tables, version)
    asked = [Question("", row["heading"], row["text"]) for row in texts.to_dict("records")]
    rows = [
        {
            "of": texts.index[found.question],
            "id": f"{version}/{clauses[found.clause].eid}",
            "place": clauses[found.clause].citation,
            "score": found.score,
        }
        for found in match_questions(asked, clauses)
        if found.how == "gelijkenis"
    ]
    return pd.DataFrame(rows, columns=["of", "id", "place", "score"])
