"""How much of the texts of a change a page shows, so that it stays light however long the texts are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.compare.changes import Difference
from tracker.compare.text import Piece
from tracker.diff.excerpt import excerpt, signs


@dataclass(frozen=True)
class Limits:
    """Limits in signs and pieces; 0 is: none.

    around: of what stayed, on either side of what changed. longest: of one changed stretch. most: pieces of one text.
    whole: of the old and new texts together, for them to be on the page as a whole too, folded.
    """

    around: int = 0
    longest: int = 0
    most: int = 0
    whole: int = 0

    def shown_of(self, pieces: Sequence[Piece]) -> Sequence[Piece]:
        """Return what is shown at first of a difference."""
        return excerpt(pieces, around=self.around, longest=self.longest, most=self.most) if self.around else pieces

    def leaves_out(self, parts: Iterable[Difference]) -> bool:
        """Return whether anything of these texts is not shown at first."""
        return any(tuple(self.shown_of(part.pieces)) != tuple(part.pieces) for part in parts)

    def may_open(self, parts: Sequence[Difference]) -> bool:
        """Return whether these texts are on the page as a whole too, to be unfolded."""
        pieces = sum(len(part.pieces) for part in parts)
        return signs(parts) <= self.whole and pieces <= 2 * self.most


ALL = Limits()
"""Everything is shown."""
