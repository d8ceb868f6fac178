"""From texts to mentions: the pipeline with the components of the tags, on texts in which something may be found."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from tracker.language import load
from tracker.model import Clause, Mention
from tracker.paths import corpus_file
from tracker.tag import force, holders, judge, polarity, rungs, triggers
from tracker.tag.cleaning import Cleaned, clean
from tracker.tag.introductions import passages
from tracker.tag.passages import LONGEST, Passage, cut

BATCH = 200
TAXONOMY = "taxonomy"
STEPS = (triggers, holders, rungs, force, polarity, judge)


class Tagger:
    """Finds mentions of control in Dutch text.

    Loading takes about two seconds, so load one a process; a pickled tagger is loaded again where it is unpickled.
    """

    def __init__(self, folder: Path, pipeline: str | None = None) -> None:
        """Load the rules of a taxonomy folder on our pipeline, or on another one that is installed.

        Raises TrackerError when the rules cannot be read, or when there is no such pipeline.
        """
        self._folder = folder
        self._pipeline = pipeline
        self.language = load(pipeline)
        for step in STEPS:
            self.language.add_pipe(step.FACTORY, config={"folder": str(folder)})
        self.triggers: triggers.Triggers = self.language.get_pipe(triggers.FACTORY)  # type: ignore[assignment]

    @classmethod
    def load(cls, folder: str | Path | None = None, pipeline: str | None = None) -> "Tagger":
        """Load the tagger with the rules of a taxonomy folder, ours by default."""
        return cls(Path(folder) if folder else corpus_file(TAXONOMY), pipeline)

    def __reduce__(self) -> tuple[Any, ...]:
        return Tagger.load, (self._folder, self._pipeline)

    def tag(self, text: str, introduction: str = "") -> tuple[Mention, ...]:
        """Return the mentions in `text` in order; `text[mention.start:mention.end] == mention.trigger`."""
        return next(self.tag_passages([Passage(text, introduction)]))

    def tag_many(self, texts: Iterable[str], batch_size: int = BATCH) -> Iterator[tuple[Mention, ...]]:
        """Yield the mentions of each text, in the order of the texts; reads at most `batch_size` texts ahead."""
        return self.tag_passages((Passage(text) for text in texts), batch_size)

    def tag_passages(self, passages: Iterable[Passage], batch_size: int = BATCH) -> Iterator[tuple[Mention, ...]]:
        """Yield the mentions of each passage, in order; reads at most `batch_size` passages ahead.

        An item of a list is read together with the sentence that introduces the list.
        """
        passages = iter(passages)
        while batch := list(islice(passages, batch_size)):
            yield from self._tagged(batch)

    def _tagged(self, batch: Sequence[Passage]) -> list[tuple[Mention, ...]]:
        """Tag passages in a memory zone: the words that the pipeline met are forgotten when it ends."""
        pieces = [_pieces(passage) for passage in batch]
        with self.language.memory_zone():
            documents = self._read(piece.cleaned.text for each in pieces for piece in each)
            return [
                tuple(mention for piece in each for mention in _mentions(next(documents), piece, passage.text))
                for passage, each in zip(batch, pieces, strict=True)
            ]

    def tag_clauses(self, clauses: Sequence[Clause]) -> Iterator[tuple[Mention, ...]]:
        """Yield the mentions of each clause of a document; an item is read with what introduces its list."""
        return self.tag_passages(passages(clauses))

    def read(self, texts: Iterable[str]) -> Iterator[tuple[Doc, tuple[Mention, ...]]]:
        """Read texts whatever may be found in them: the document, and a mention for each of its spans of control."""
        pieces = ((_Piece(clean(text), 0, 0), text) for text in texts)
        pairs = ((piece.cleaned.text, (piece, text)) for piece, text in pieces)
        for doc, (piece, text) in self.language.pipe(pairs, as_tuples=True):
            yield doc, tuple(_mentions(doc, piece, text))

    def _read(self, texts: Iterable[str]) -> Iterator[Doc | None]:
        """Read the texts in which a rule may find something; None for the others."""
        texts = list(texts)
        worthwhile = [bool(self.triggers.can_match(text)) for text in texts]
        read = self.language.pipe(text for text, worth in zip(texts, worthwhile, strict=True) if worth)
        return (next(read) if worth else None for worth in worthwhile)


@dataclass(frozen=True)
class _Piece:
    """A part of a passage as the pipeline reads it: `start` is where it stands in the passage, `lead` how many of its
    characters are not of the passage.
    """

    cleaned: Cleaned
    start: int
    lead: int


def _pieces(passage: Passage) -> Sequence[_Piece]:
    lead = f"{passage.introduction}\n" if passage.introduction and len(passage.introduction) < LONGEST else ""
    return [_Piece(clean(lead + passage.text[start:end]), start, len(lead)) for start, end in cut(passage.text)]


def _mentions(doc: Doc | None, piece: _Piece, text: str) -> Iterator[Mention]:
    for span in doc.spans[triggers.KEY] if doc is not None else ():
        start, end = piece.cleaned.original(span.start_char, span.end_char)
        if start < piece.lead:
            continue
        start, end = start - piece.lead + piece.start, end - piece.lead + piece.start
        yield Mention(
            start=start,
            end=end,
            trigger=text[start:end],
            form=span.label_,
            holder=span._.holder,
            rung=span._.rung,
            force=span._.force,
            polarity=span._.polarity,
            rule=span.id_,
        )
