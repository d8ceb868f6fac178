"""Gains and losses of tags between two states of the rules: two files that `tracker tag` wrote of the same texts."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tracker.model import Mention, TrackerError
from tracker.tag.evaluation import VALUES, pairs


@dataclass(frozen=True)
class Shift:
    """What became of a mention in the text with this id: `gained` (no before), `lost` (no after) or `altered`."""

    id: str
    what: str
    before: Mention | None
    after: Mention | None


def read_tags(path: Path) -> dict[str, tuple[Mention, ...]]:
    """Read what `tracker tag` wrote: the mentions by the id of their text.

    Raises TrackerError, with the number of the line, where one cannot be read.
    """
    tags: dict[str, tuple[Mention, ...]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            record = json.loads(line)
            tags[str(record["id"])] = tuple(Mention(**mention) for mention in record["mentions"])
        except (ValueError, KeyError, TypeError) as error:
            raise TrackerError(f"{path}, line {number}: {error}; give a file that `tracker tag` wrote") from error
    return tags


def shifts(before: Mapping[str, Sequence[Mention]], after: Mapping[str, Sequence[Mention]]) -> Iterator[Shift]:
    """Give what changed in the texts that both have, in the order of `after`."""
    for identifier in after:
        if identifier not in before:
            continue
        matched, lost, gained = pairs(before[identifier], after[identifier])
        yield from (Shift(identifier, "lost", mention, None) for mention in lost)
        yield from (Shift(identifier, "gained", None, mention) for mention in gained)
        for old, new in matched:
            if any(getattr(old, name) != getattr(new, name) for name in VALUES):
                yield Shift(identifier, "altered", old, new)


def print_shifts(found: Sequence[Shift], texts: dict[str, str], console: Console, most: int) -> None:
    """Print the counts per form, and up to `most` of each kind with the words around them where the text is known."""
    counts = Counter((shift.what, (shift.after or shift.before).form) for shift in found)  # type: ignore[union-attr]
    table = Table("form", "gained", "lost", "altered", title=f"{len(found)} tags changed")
    for form in sorted({form for _, form in counts}):
        table.add_row(form, *(str(counts[what, form]) for what in ("gained", "lost", "altered")))
    console.print(table)
    for what in ("gained", "lost", "altered"):
        for shift in [each for each in found if each.what == what][:most]:
            console.print(Text(f"{what}  {shift.id}  {_words(shift, texts)}"))


def _words(shift: Shift, texts: dict[str, str]) -> str:
    mention = shift.after or shift.before
    assert mention is not None
    return f"{mention.form} [{mention.rule}]  {_altered(shift)}{in_context(mention, texts.get(shift.id, ''))}"


def _altered(shift: Shift) -> str:
    if shift.before is None or shift.after is None:
        return ""
    differing = [name for name in VALUES if getattr(shift.before, name) != getattr(shift.after, name)]
    return "".join(f"{name}: {getattr(shift.before, name)} -> {getattr(shift.after, name)}  " for name in differing)


def in_context(mention: Mention, text: str, width: int = 60) -> str:
    """The trigger in brackets with the words around it; the trigger alone where the text is not known."""
    if not text:
        return f"[{mention.trigger}]"
    before, after = text[max(0, mention.start - width) : mention.start], text[mention.end : mention.end + width]
    return f"{before}[{mention.trigger}]{after}".replace("\n", " ")
