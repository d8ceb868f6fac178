"""Which clauses have the rare words of a text in common with it: so that not every two have to be compared."""

from collections import Counter, defaultdict
from collections.abc import Iterable

_RARE_WORDS = 12
"""Of a text its rarest words are looked up, for what is in every clause tells nothing apart."""

_COMMON = 40
_CANDIDATES = 6


class RareWords:
    """The clauses given, each by its place and its encoded words, by the words that they hold."""

    def __init__(self, clauses: Iterable[tuple[int, str]]) -> None:
        self._holders: dict[str, list[int]] = defaultdict(list)
        for place, encoded in clauses:
            for word in dict.fromkeys(encoded):
                self._holders[word].append(place)

    def candidates(self, encoded: str) -> list[int]:
        """Return the few places that share most of the rarest words of a text, the best first."""
        known = [word for word in dict.fromkeys(encoded) if word in self._holders]
        shared: Counter[int] = Counter()
        for word in sorted(known, key=lambda word: len(self._holders[word]))[:_RARE_WORDS]:
            shared.update(self._holders[word][:_COMMON])
        best = sorted(shared.items(), key=lambda each: (-each[1], each[0]))
        return [place for place, _ in best[:_CANDIDATES]]
