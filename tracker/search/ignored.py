"""Words that say nothing about what is looked for: `corpus/search.toml`."""

from tracker.search.wordlists import word_lists


def ignored_words() -> frozenset[str]:
    """Return the folded words that a search leaves out.

    Raises TrackerError when the list cannot be read.
    """
    return word_lists().ignored
