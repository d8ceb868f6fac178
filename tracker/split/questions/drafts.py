"""Questions while their parts are being collected."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.model import Block, Question, SetApart


@dataclass
class Draft:
    """A question to which parts of its answer may still come.

    order: how many blocks that are no questions in a table stand before it.
    """

    order: int
    label: str
    numbers: tuple[str, ...]
    theme: str
    page: int | None
    question: list[str] = field(default_factory=list)
    answer_label: str = ""
    answer: list[str] = field(default_factory=list)

    @property
    def is_answered(self) -> bool:
        """Whether an answer was found, if only its label."""
        return bool(self.answer_label or self.answer)


@dataclass(frozen=True)
class Collected:
    """The questions that one layout gave, the blocks that belong to no question, and what was set apart."""

    drafts: list[Draft]
    remaining: tuple[Block, ...]
    apart: list[SetApart]


def finish(drafts: Sequence[Draft]) -> tuple[Question, ...]:
    """Turn drafts in reading order into questions."""
    return tuple(
        Question(
            number=_joined(draft.numbers),
            question="\n".join(draft.question),
            answer="\n".join(draft.answer),
            theme=draft.theme,
            page=draft.page,
            position=position,
            label=draft.label,
            answer_label=draft.answer_label,
        )
        for position, draft in enumerate(drafts)
    )


def _joined(numbers: Sequence[str]) -> str:
    """Write numbers as in "2, 3 en 5"."""
    if len(numbers) < 2:
        return "".join(numbers)
    return ", ".join(numbers[:-1]) + " en " + numbers[-1]
