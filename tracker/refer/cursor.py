"""A place in a row of tokens, to look at what stands there and to step over it."""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from tracker.refer.tokens import Kind, Token

Found = TypeVar("Found")


class Cursor:
    """Goes over tokens from left to right; `position` is the token that is looked at."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.position = 0

    @property
    def end(self) -> int:
        """Where in the text the token ends that was stepped over last."""
        return self.tokens[self.position - 1].end

    def token(self, ahead: int = 0) -> Token | None:
        """The token here, or so many further on; None behind the last."""
        index = self.position + ahead
        return self.tokens[index] if index < len(self.tokens) else None

    def at(self, kind: Kind, ahead: int = 0, value: str | None = None) -> bool:
        """Whether a token of this kind stands here, or so many further on."""
        token = self.token(ahead)
        return token is not None and token.kind is kind and (value is None or token.value == value)

    def at_word(self, pattern: re.Pattern[str], ahead: int = 0) -> bool:
        """Whether a word that the whole pattern fits stands here, or so many further on."""
        token = self.token(ahead)
        return token is not None and token.kind is Kind.WORD and bool(pattern.fullmatch(token.value))

    def take(self) -> Token:
        """Step over the token here, which must be one, and return it."""
        self.position += 1
        return self.tokens[self.position - 1]

    def skip(self, kind: Kind, value: str | None = None) -> bool:
        """Step over the token here if it is of this kind; return whether it was."""
        found = self.at(kind, value=value)
        if found:
            self.position += 1
        return found

    def attempt(self, read: Callable[[], Found]) -> Found:
        """Return what `read` reads from here; step back where that is nothing."""
        before = self.position
        found = read()
        if not found:
            self.position = before
        return found
