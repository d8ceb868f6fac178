"""A plain keyword search with the answers of the tagger: what the tagger is measured against."""

import re
import tomllib
from functools import cache
from pathlib import Path

from tracker.model import Mention
from tracker.paths import corpus_file

_LADDER = {"informatie": "informeren", "inspraak": "raadplegen", "advies": "adviseren", "samenspraak": "coproduceren"}


@cache
def _lists(path: Path) -> dict[str, dict[str, re.Pattern[str]]]:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        part: {
            name: re.compile("|".join(map(re.escape, words)), re.IGNORECASE) for name, words in content[part].items()
        }
        for part in ("forms", "holders")
    }


def search(text: str) -> tuple[Mention, ...]:
    """Return a mention wherever a keyword stands, with the nearest word for people as its holder."""
    lists = _lists(corpus_file("taxonomy/keywords.toml"))
    people = [(match.start(), name) for name, words in lists["holders"].items() for match in words.finditer(text)]
    found = [
        Mention(
            start=match.start(),
            end=match.end(),
            trigger=match[0],
            form=form,
            holder=min(people, key=lambda each: abs(each[0] - match.start()))[1] if people else "onbepaald",
            rung=_LADDER.get(form, "zelf"),
            force="beschrijving",
            polarity="ja",
            rule="keyword",
        )
        for form, words in lists["forms"].items()
        for match in words.finditer(text)
    ]
    return tuple(sorted(found, key=lambda mention: (mention.start, mention.form)))
