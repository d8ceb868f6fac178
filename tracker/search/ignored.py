"""Words that say nothing about what is looked for: `corpus/search.toml`."""

import tomllib
from functools import cache

from tracker.model import TrackerError
from tracker.paths import corpus_file


@cache
def ignored_words() -> frozenset[str]:
    """Return the folded words that a search leaves out.

    Raises TrackerError when the list cannot be read.
    """
    path = corpus_file("search.toml")
    try:
        words: str = tomllib.loads(path.read_text(encoding="utf-8"))["ignored"]
    except (OSError, ValueError, KeyError) as error:
        raise TrackerError(f"{path}: cannot be read as the list of ignored words ({error}); put it back") from error
    return frozenset(words.split())
