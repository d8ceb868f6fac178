"""Tokens of Dutch policy text: spaCy's rules for Dutch, mended where they differ from the treebank or from policy text.

The tokens follow the Dutch UD treebanks, on which the pipeline is trained: `bewoner(s)`, `foto’s` and `1°` are one
token; the full stop of `nr.` belongs to it and that of a sentence does not. Only where a text is cut differs: no
character changes.
"""

import re
from collections.abc import Iterable, Sequence

from spacy.lang.tokenizer_exceptions import emoticons
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from tracker.language.rules import LETTERS, Rules, TokenRule, load_rules, spellings
from tracker.model import TrackerError

_LONGEST_BRACKETED = 15  # letters between brackets at the end of a word: bewoner(s), gebruikers(organisatie)
_UNITS_AFTER_A_NUMBER = "(?<=[0-9])(?:km|"  # how spaCy's pattern of units begins; the treebank keeps 4km and 10kg whole

# spaCy cuts an opening and a closing character off in one go, before it looks again whether the rest is a token: what
# opens or closes a part of a word must not be cut at all.
_OPENING_BRACKET = rf"\((?!-?[{LETTERS}]+-?\)-?[{LETTERS}])"
_CLOSING_BRACKET = (
    "".join(rf"(?<![{LETTERS}-]\([{LETTERS}-]{{{length}}})" for length in range(1, _LONGEST_BRACKETED + 1)) + r"\)"
)
_NOT_IN_A_WORD = rf"(?!\d\d(?!\w)|s-[{LETTERS}]|[kmnrt](?!\w))"  # '98, 's-avonds, 'm
_APOSTROPHES = ("\\'", "’", "‘", "`", "´")


def customize(nlp: Language) -> None:
    """Set the tokenizer of a Dutch pipeline to the tokens of policy text, in place.

    All is made from the defaults of the language and `rules.toml`: to do it twice changes nothing. The tokenizer is
    saved and loaded with the pipeline like any other. Raises TrackerError when it is not spaCy's own kind of tokenizer.
    """
    tokenizer = nlp.tokenizer
    if not isinstance(tokenizer, Tokenizer):
        raise TrackerError(
            f"{nlp.meta['name']}: its tokenizer is a {type(tokenizer).__name__}, which takes no rules; "
            "name a pipeline with the tokenizer of spaCy"
        )
    rules = load_rules()
    defaults = nlp.Defaults
    prefixes = [*_patterns(rules.prefixes), *map(_mended_prefix, _sources(defaults.prefixes))]
    suffixes = [*_patterns(rules.suffixes), *_mended_suffixes(_sources(defaults.suffixes))]
    infixes = [*_patterns(rules.infixes), *_sources(defaults.infixes)]
    whole = "|".join(f"(?:{pattern})$" for pattern in _patterns(rules.tokens))
    tokenizer.rules = _special_cases(defaults.tokenizer_exceptions, rules)
    tokenizer.prefix_search = compile_prefix_regex(prefixes).search
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    tokenizer.token_match = re.compile(whole).match


def _patterns(rules: Iterable[TokenRule]) -> list[str]:
    return [rule.pattern for rule in rules]


def _sources(patterns: Sequence[str | re.Pattern[str]] | None) -> list[str]:
    return [pattern if isinstance(pattern, str) else pattern.pattern for pattern in patterns or ()]


def _special_cases(exceptions: dict[str, list[dict[int, str]]], rules: Rules) -> dict[str, list[dict[int, str]]]:
    """Return spaCy's exceptions without emoticons, acronyms and words, and with the abbreviations of policy text."""
    words = {f"{word}." for word in rules.words.forms}
    abbreviations = {spelling for rule in rules.abbreviations for form in rule.forms for spelling in spellings(form)}
    kept = {
        text: pieces
        for text, pieces in exceptions.items()
        if text not in emoticons and text not in words and not _is_acronym(text)
    }
    return kept | {text: [{ORTH: text}] for text in sorted(abbreviations)}


def _is_acronym(text: str) -> bool:
    """Tell whether an exception is two or more capitals with a full stop: WMO. ends a sentence, B.V. need not."""
    letters = text.removesuffix(".")
    return len(letters) > 1 and letters != text and letters.isalpha() and letters.isupper()


def _mended_prefix(pattern: str) -> str:
    if pattern == r"\(":
        return _OPENING_BRACKET
    return pattern + _NOT_IN_A_WORD if pattern in _APOSTROPHES else pattern


def _mended_suffixes(patterns: Iterable[str]) -> list[str]:
    return [
        _CLOSING_BRACKET if pattern == r"\)" else pattern
        for pattern in patterns
        if not pattern.startswith(_UNITS_AFTER_A_NUMBER)
    ]
