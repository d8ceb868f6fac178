"""Find the places in a text where control is named, with spaCy and the rules of the taxonomy."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Span

from tracker.model import Mention
from tracker.paths import corpus_file
from tracker.tag.lexicon import Lexicon, Rule, read_lexicon
from tracker.tag.pattern import Element, WordLists, fold, read_pattern

BATCH = 200
_GAP_WORDS = 4
_LONGEST_TEXT = 2**31  # characters; spaCy's own limit is there for models that we do not load

_CONTROL = [code for code in range(0xA0) if code not in b"\t\n\r" and unicodedata.category(chr(code)) == "Cc"]
_MARKS = [0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]
_SPACES = dict.fromkeys([*_CONTROL, *_MARKS], " ")
"""Characters that are not seen and stand between words; each becomes one space, so that offsets stay what they are."""


@dataclass(frozen=True)
class _Found:
    """A trigger: the tokens document[start:end], and the rule that found it with its place in the order of rules."""

    start: int
    end: int
    order: int
    rule: Rule


class Tagger:
    """Finds mentions of control in Dutch text.

    Loading takes about a second, so load one a process; a pickled tagger is loaded again where it is unpickled.
    """

    def __init__(self, lexicon: Lexicon, path: Path) -> None:
        self._path = path
        self._language = _language()
        self._rules = lexicon.rules
        self._patterns = [tuple(read_pattern(pattern) for pattern in rule.patterns) for rule in lexicon.rules]
        self._words = WordLists(_word_lists(lexicon, self._patterns))

    @classmethod
    def load(cls, path: str | Path | None = None) -> "Tagger":
        """Load the tagger with the rules of the taxonomy file `path`, ours by default.

        Raises TrackerError when the rules cannot be read.
        """
        file = Path(path) if path else corpus_file("taxonomy.toml")
        return cls(read_lexicon(file), file)

    def __reduce__(self) -> tuple[Any, ...]:
        return Tagger.load, (self._path,)

    def tag(self, text: str) -> tuple[Mention, ...]:
        """Return the mentions in `text` in order; `text[mention.start:mention.end] == mention.trigger`."""
        return next(self.tag_many([text]))

    def tag_many(self, texts: Iterable[str], batch_size: int = BATCH) -> Iterator[tuple[Mention, ...]]:
        """Yield the mentions of each text, in the order of the texts; reads at most `batch_size` texts ahead."""
        pairs = ((text.translate(_SPACES), text) for text in texts)
        for document, text in self._language.pipe(pairs, as_tuples=True, batch_size=batch_size):
            yield tuple(mention for sentence in document.sents for mention in self._mentions(sentence, text))

    def _mentions(self, sentence: Span, text: str) -> Iterator[Mention]:
        lists = [self._words.of(fold(token.text)) for token in sentence]
        present = frozenset().union(*lists)
        if not present:
            return
        found = [
            each
            for order, rule in enumerate(self._rules)
            if _context_fits(rule, present)
            for each in self._triggers(order, lists, present)
        ]
        for each in _without_overlaps(found):
            trigger = sentence[each.start : each.end]
            yield Mention(
                start=trigger.start_char,
                end=trigger.end_char,
                trigger=text[trigger.start_char : trigger.end_char],
                form=each.rule.form,
                rule=each.rule.name,
            )

    def _triggers(self, order: int, lists: list[frozenset[str]], present: frozenset[str]) -> Iterator[_Found]:
        rule = self._rules[order]
        excepted = f"except {rule.name}"
        for pattern in self._patterns[order]:
            if any(not element.is_gap and element.words not in present for element in pattern):
                continue
            for start in range(len(lists)):
                if (span := _match(pattern, lists, start)) and not any(
                    excepted in each for each in lists[slice(*span)]
                ):
                    yield _Found(*span, order, rule)


def _language() -> Language:
    """A tokenizer for Dutch and a rule for sentences: no model is loaded."""
    language = spacy.blank("nl")
    language.add_pipe("sentencizer")
    language.max_length = _LONGEST_TEXT
    return language


def _word_lists(lexicon: Lexicon, patterns: Iterable[Iterable[tuple[Element, ...]]]) -> dict[str, tuple[str, ...]]:
    """Give a name to every list of words that a pattern or a context asks for."""
    lists = {f"{{{name}}}": entries for name, entries in lexicon.words.items()}
    for of_rule in patterns:
        for pattern in of_rule:
            lists |= {each.words: tuple(each.words.split("/")) for each in pattern if not each.is_named}
    for rule in lexicon.rules:
        lists |= {f"except {rule.name}": rule.exceptions, f"without {rule.name}": rule.without}
    return lists


def _context_fits(rule: Rule, present: frozenset[str]) -> bool:
    return f"without {rule.name}" not in present and all(f"{{{name}}}" in present for name in rule.near)


def _match(pattern: tuple[Element, ...], lists: list[frozenset[str]], start: int) -> tuple[int, int] | None:
    """Return which tokens are the trigger when the pattern begins at `start`, None when it does not fit there."""
    places: list[int] = []
    position = start
    gap = 0
    for element in pattern:
        if element.is_gap:
            gap = _GAP_WORDS
            continue
        reach = range(position, min(position + gap + 1, len(lists)))
        place = next((each for each in reach if element.words in lists[each]), None)
        if place is None:
            return None
        if element.triggers:
            places.append(place)
        position = place + 1
        gap = 0
    return places[0], places[-1] + 1


def _without_overlaps(found: Iterable[_Found]) -> list[_Found]:
    """Keep the longest where triggers overlap, and of one rule only the first in the sentence."""
    kept: list[_Found] = []
    for each in sorted(found, key=lambda each: (each.start - each.end, each.order, each.start)):
        if all(each.end <= other.start or other.end <= each.start for other in kept):
            kept.append(each)
    kept.sort(key=lambda each: each.start)
    seen: set[str] = set()
    return [each for each in kept if not (each.rule.name in seen or seen.add(each.rule.name))]  # type: ignore[func-returns-value]
