"""Which clauses speak of the same as other texts do: demands in a letter, say, against the articles of a rule."""

import pandas as pd

from tracker.analysis.versions import as_clauses
from tracker.model import Question
from tracker.refer import match_questions


def alike(texts: pd.DataFrame, clauses: pd.DataFrame) -> pd.DataFrame:
    """Return for each text the clauses that resemble it most, at most three, the most alike first.

    texts: a row a text, with `heading` and `text`. clauses: rows of the table of clauses, all of one version. Returns a
    row a pair: `of` (the label of the row in `texts`), `id` and `place` of the clause, and `score` from 0 to 1: the
    cosine of TF-IDF weights, as for questions and the clauses that they are about. A text that resembles no clause is
    not in it.
    """
    asked = [Question("", row["heading"], row["text"]) for row in texts.to_dict("records")]
    pairs = [pair for pair in match_questions(asked, as_clauses(clauses)) if pair.how == "gelijkenis"]
    found = clauses.iloc[[pair.clause for pair in pairs]]
    return pd.DataFrame(
        {
            "of": [texts.index[pair.question] for pair in pairs],
            "id": found["id"].to_numpy(),
            "place": found["place"].to_numpy(),
            "score": [pair.score for pair in pairs],
        }
    )
