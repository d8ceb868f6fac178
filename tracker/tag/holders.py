"""The component `control_holders`: the holder of every mention.

The holder is looked for, in this order: in the trigger itself (burgerparticipatie), in the places that the frames of
`holders.toml` name, anywhere in the sentence, in the sentence before (which may introduce a list); then the form decides.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from tracker.tag.arguments import Argument, is_verbal
from tracker.tag.holder_phrases import Named, Phrases
from tracker.tag.holder_places import Frames, Places
from tracker.tag.holder_rules import CLASSES, Frame, FormRule, Holder, HolderRules, read_holder_rules
from tracker.tag.triggers import KEY
from tracker.tag.words import WordLists

FACTORY = "control_holders"
FILE = "holders.toml"

Span.set_extension("holder", default="onbepaald", force=True)
Span.set_extension("holder_token", default=None, force=True)
Span.set_extension("holder_how", default="", force=True)


class Found(NamedTuple):
    """A holder, the word that names it (None where nobody is named), and the rule and place by which it was found."""

    holder: Holder
    token: Token | None
    how: str


class Holders:
    """Sets of every mention `span._.holder`, `span._.holder_token` and `span._.holder_how`."""

    def __init__(self, rules: HolderRules) -> None:
        self._phrases = Phrases(rules)
        self._frames = Frames(rules)
        self._places = Places(self._frames)
        self._defaults = rules.defaults
        self._named = rules.named
        lists = {str(number): rule.words for number, rule in enumerate(rules.defaults)}
        lists |= {f"context {number}": rule.context for number, rule in enumerate(rules.defaults)}
        self._words = WordLists(lists | {each.name: each.words for each in rules.named})

    def __call__(self, doc: Doc) -> Doc:
        """Set the holder of every mention in a document."""
        for span in doc.spans.get(KEY, ()):
            found = self.find(span)
            span._.holder, span._.holder_token, span._.holder_how = found
        return doc

    def find(self, span: Span) -> Found:
        """Return the holder of one mention."""
        rule = self._rule_of(span)
        steps = (
            self._in_trigger(span),
            self._around_trigger(span, rule),
            self._around_carriers(span, rule),
            self._in_sentence(span, rule),
            self._in_sentence_before(span, rule),
        )
        for step in steps:
            for found in step:
                return found
        return Found(rule.default, None, f"nobody named: {rule.name}")

    def _rule_of(self, span: Span) -> FormRule:
        names = frozenset().union(*(self._words.of(word) for word in span))
        for number, rule in enumerate(self._defaults):
            if rule.forms and span.label_ not in rule.forms:
                continue
            if rule.words and str(number) not in names:
                continue
            if rule.context and not any(f"context {number}" in self._words.of(word) for word in span.doc):
                continue
            return rule
        raise AssertionError("the last rule for a form holds for every mention")

    def _in_trigger(self, span: Span) -> Iterator[Found]:
        for each in self._named:
            for word in span:
                if each.name in self._words.of(word) and (not each.forms or span.label_ in each.forms):
                    yield Found(each.holder, word, f"in the trigger: {each.name}")

    def _around_trigger(self, span: Span, rule: FormRule) -> Iterator[Found]:
        words = (span.root, *(word for word in span if word != span.root))
        around = [each for each in self._places.around_trigger(span) if each.token not in span]
        for frame in self._frames.of(words, "trigger", span.label_):
            yield from self._in_places(frame, around, rule)
            if frame.only:
                return

    def _around_carriers(self, span: Span, rule: FormRule) -> Iterator[Found]:
        if is_verbal(span.root) and span.root.dep_ != "xcomp":
            return
        for carrier, word in self._places.carriers(span.root):
            role = "carrier" if is_verbal(carrier) else "noun"
            around = [
                each
                for each in self._places.around(carrier)
                if each.token != word and each.token not in span and not each.token.is_ancestor(span.root)
            ]
            for frame in self._frames.of((carrier,), role, span.label_):
                yield from self._in_places(frame, around, rule)
                if frame.only:
                    break

    def _in_places(self, frame: Frame, around: list[Argument], rule: FormRule) -> Iterator[Found]:
        for place in (*frame.places, *frame.weak):
            for each in around:
                if each.place != place or not (named := self._phrases.of(each.token)) or named.holder in rule.barred:
                    continue
                if place in frame.places or named.holder in rule.near:
                    yield Found(*named, f"{frame.name}: {place}")

    def _in_sentence(self, span: Span, rule: FormRule) -> Iterator[Found]:
        words = (word for word in span.root.sent if word not in span)
        for word in sorted(words, key=lambda word: abs(word.i - span.root.i)):
            if (named := self._phrases.whole_of(word)) and named.holder in rule.near:
                yield Found(*named, "in the sentence")

    def _in_sentence_before(self, span: Span, rule: FormRule) -> Iterator[Found]:
        start = span.root.sent.start
        for word in reversed(list(span.doc[start - 1].sent)) if start else ():
            if (named := self._phrases.whole_of(word)) and named.holder in rule.near:
                yield Found(*named, "in the sentence before")


@Language.factory(FACTORY, default_config={"folder": ""})
def make(nlp: Language, name: str, folder: str) -> Holders:
    """Make the component; `folder` holds the taxonomy."""
    return Holders(read_holder_rules(Path(folder) / FILE))
