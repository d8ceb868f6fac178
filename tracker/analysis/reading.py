"""How hard a text is to read, by a formula for Dutch, with textstat (of the extra `notebooks`)."""

import re

import pandas as pd

_ENDED = re.compile(r"[.!?]\s*$")


def readability(clauses: pd.DataFrame, least_words: int = 200) -> pd.DataFrame:
    """Return for each version of a policy how easy its text reads: `policy_name`, `version`, `words`, `score`.

    The score is the Flesch-Douma reading ease (Douma, De leesbaarheid van landbouwbladen, 1960): 206.84 less .93 times
    the words of a sentence less 77 times the syllables of a word. About 100 is very easy, 60 plain, below 40 hard.
    A clause without a full stop at its end counts as ended there, and textstat estimates syllables from where a word
    may be broken. Texts of fewer than `least_words` words are left out, as the formula is not meant for them.
    """
    import textstat

    textstat.set_lang("nl")
    rows = []
    spoken = clauses[clauses["text"] != ""]
    for (name, version), texts in spoken.groupby(["policy_name", "version"], observed=True)["text"]:
        text = "\n".join(each if _ENDED.search(each) else f"{each.rstrip(' ;:,')}." for each in texts)
        words = textstat.lexicon_count(text)
        if words >= least_words:
            score = round(textstat.flesch_reading_ease(text), 1)
            rows.append({"policy_name": name, "version": version, "words": words, "score": score})
    return pd.DataFrame(rows, columns=["policy_name", "version", "words", "score"])
