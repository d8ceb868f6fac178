"""The component `control_holders`: the holder of every mention.

The holder is looked for, in this order: in the trigger itself (burgerparticipatie), in the places around the trigger
that the frames of `holders.toml` name, around the nouns and the verb that carry it, anywhere in its sentence, and in
the sentence before, which may introduce a list. Where nobody is found a default counts.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from tracker.tag.arguments import Argument, is_verbal
from tracker.tag.holder_phrases import Phrases
from tracker.tag.holder_places import Frames, Places
from tracker.tag.holder_rules import Default, Frame, Holder, Role, read_holder_rules
from tracker.tag.triggers import KEY
from tracker.tag.words import WordLists

FACTORY = "control_holders"

Span.set_extension("holder", default="onbepaald", force=True)
Span.set_extension("holder_token", default=None, force=True)
Span.set_extension("holder_how", default="", force=True)


class Found(NamedTuple):
    """A holder, the word that names it (None where nobody is named), and how it was found: the rule and the place."""

    holder: Holder
    token: Token | None
    how: str


class Holders:
    """Sets of every mention `holder`, the word that names it (`holder_token`) and how it was found (`holder_how`)."""

    def __init__(self, folder: Path) -> None:
        rules = read_holder_rules(folder)
        self._phrases = Phrases(rules)
        self._frames = Frames(rules)
        self._places = Places(self._frames)
        self._in_triggers = rules.in_trigger
        self._defaults = rules.defaults
        lists = {f"in trigger {each.name}": each.words for each in rules.in_trigger}
        lists |= {f"default {each.name}": each.words for each in rules.defaults}
        lists |= {f"context of {each.name}": each.context for each in rules.defaults}
        self._lists = WordLists(lists)

    def __call__(self, doc: Doc) -> Doc:
        """Set the holder of every mention in a document."""
        for span in doc.spans.get(KEY, ()):
            span._.holder, span._.holder_token, span._.holder_how = self.find(span)
        return doc

    def find(self, span: Span) -> Found:
        """Return the holder of one mention."""
        default = next(each for each in self._defaults if self._is_about(each, span))
        steps = (
            self._in_trigger(span),
            self._around_trigger(span, default),
            self._around_carriers(span, default),
            self._in_sentence(span, default),
            self._in_sentence_before(span, default),
        )
        found = (found for step in steps for found in step)
        return next(found, Found(default.default, None, f"nobody named: {default.name}"))

    def _is_about(self, default: Default, span: Span) -> bool:
        if default.forms and span.label_ not in default.forms:
            return False
        if default.words and not self._has(span, f"default {default.name}"):
            return False
        return not default.context or self._has(span.doc, f"context of {default.name}")

    def _has(self, words: Iterable[Token], name: str) -> bool:
        return any(name in self._lists.of(word) for word in words)

    def _in_trigger(self, span: Span) -> Iterator[Found]:
        for each in self._in_triggers:
            if each.forms and span.label_ not in each.forms:
                continue
            for word in span:
                if f"in trigger {each.name}" in self._lists.of(word):
                    yield Found(each.holder, word, f"in the trigger: {each.name}")

    def _around_trigger(self, span: Span, default: Default) -> Iterator[Found]:
        words = (span.root, *(word for word in span if word != span.root))
        around = [each for each in self._places.around_trigger(span) if not _inside(each.token, span)]
        yield from self._in_frames(self._frames.of(words, "trigger", span.label_), around, default)

    def _around_carriers(self, span: Span, default: Default) -> Iterator[Found]:
        root = span.root
        if is_verbal(root) and root.dep_ != "xcomp":
            return
        for carrier, word in self._places.carriers(root):
            role: Role = "carrier" if is_verbal(carrier) else "noun"
            around = [
                each
                for each in self._places.around(carrier)
                if each.token != word and not _inside(each.token, span) and not each.token.is_ancestor(root)
            ]
            yield from self._in_frames(self._frames.of((carrier,), role, span.label_), around, default)

    def _in_frames(self, frames: Iterable[Frame], around: list[Argument], default: Default) -> Iterator[Found]:
        for frame in frames:
            yield from self._in_places(frame, frame.places, around, (*frame.barred, *default.barred))
            weak = self._in_places(frame, frame.weak, around, (*frame.barred, *default.barred))
            yield from (found for found in weak if found.holder in default.near)
            if frame.only:
                return

    def _in_places(
        self, frame: Frame, places: tuple[str, ...], around: list[Argument], barred: tuple[Holder, ...]
    ) -> Iterator[Found]:
        for place in places:
            for each in around:
                named = self._phrases.of(each.token) if each.place == place else None
                if named and named.holder not in barred:
                    yield Found(named.holder, named.token, f"{frame.name}: {place}")

    def _in_sentence(self, span: Span, default: Default) -> Iterator[Found]:
        place = span.root.i
        words = (word for word in span.root.sent if not _inside(word, span))
        nearest_first = sorted(words, key=lambda word: abs(word.i - place))
        yield from self._near(nearest_first, default, "in the sentence")

    def _in_sentence_before(self, span: Span, default: Default) -> Iterator[Found]:
        start = span.root.sent.start
        if start:
            yield from self._near(reversed(list(span.doc[start - 1].sent)), default, "in the sentence before")

    def _near(self, words: Iterable[Token], default: Default, how: str) -> Iterator[Found]:
        for word in words:
            if (named := self._phrases.around(word)) and named.holder in default.near:
                yield Found(named.holder, named.token, how)


def _inside(word: Token, span: Span) -> bool:
    return span.start <= word.i < span.end


@Language.factory(FACTORY, default_config={"folder": ""})
def make(nlp: Language, name: str, folder: str) -> Holders:
    """Make the component; `folder` holds the taxonomy."""
    return Holders(Path(folder))
