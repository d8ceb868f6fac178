"""What the judge looks at: a mention and the words around it as short strings, `name=value`."""

from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from tracker.tag.notation import fold
from tracker.tag.triggers import KEY

ALWAYS = "always"
"""The feature that every mention has; its weights are what is so before anything else is known."""

ALONE = "alone"
"""A sure trigger in a sentence of hardly any other words, such as a heading: there is nothing to weigh."""

INTRODUCED = "introduced"
"""The sentence that introduces the list tells the force."""

_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN", "ADV"})
_WINDOW = 6
_NEAREST = 2
_FEW_WORDS = 4  # in a sentence with a trigger that stands alone, marks and the trigger itself counted
_LONG_SENTENCE = 60  # words; of a longer sentence only the words this near count


def features(span: Span) -> list[str]:
    """Return the features of a mention; the components before the judge have set its values and the names of tokens."""
    return [*_of_trigger(span), *_of_values(span), *_of_tree(span), *_of_neighbours(span), *_of_sentence(span)]


def _of_trigger(span: Span) -> Iterator[str]:
    root = span.root
    yield ALWAYS
    yield f"rule={span.id_}"
    yield f"form={span.label_}"
    yield f"sure={span._.sure}"
    yield f"sure={span._.sure} form={span.label_}"
    if span._.sure and len(span.sent) <= _FEW_WORDS:
        yield ALONE
    yield f"words={fold(span.text)}"
    yield f"lemma={_lemma(root)}"
    yield f"pos={root.pos_}"
    yield f"dep={root.dep_}"
    yield f"tag={root.tag_}"
    yield f"rule={span.id_} pos={root.pos_} dep={root.dep_}"
    yield from (f"part={part}" for part in root._.compound)


def _of_values(span: Span) -> Iterator[str]:
    form = span.label_
    yield f"holder={span._.holder}"
    yield f"holder={span._.holder} form={form}"
    yield f"how={span._.holder_how}"
    yield f"how={span._.holder_how} holder={span._.holder}"
    if span._.holder_token is not None:
        yield f"holder word={_lemma(span._.holder_token)}"
    yield f"rung={span._.rung}"
    yield f"rung={span._.rung} form={form}"
    yield f"force={span._.force}"
    if span._.force_introduced:
        yield INTRODUCED
    yield f"polarity={span._.polarity}"
    yield f"polarity cue={span._.polarity_cue}"
    yield from (f"cue={cue}" for cue in span._.force_cues)


def _of_tree(span: Span) -> Iterator[str]:
    root = span.root
    inside = range(span.start, span.end)
    if root.head.i != root.i:
        yield f"head={_lemma(root.head)}"
        yield f"head={root.dep_}:{root.head.pos_}"
        yield from (f"head list={name}" for name in _lists(root.head))
    for child in root.children:
        if child.i not in inside:
            yield from _of_dependent("child", child)
    verb = next((token for token in (root, *root.ancestors) if token.pos_ in ("VERB", "AUX")), None)
    if verb is not None:
        yield f"verb={_lemma(verb)}"
        yield f"verb form={verb.tag_}"
        for child in verb.children:
            if child.i not in inside:
                yield from _of_dependent("verb's", child)


def _of_dependent(role: str, child: Token) -> Iterator[str]:
    yield f"{role} {child.dep_}"
    yield f"{role} {child.dep_}={_lemma(child)}"
    case = next((_lemma(mark) for mark in child.children if mark.dep_ == "case"), "")
    if case:
        yield f"{role} case={case}"
    for name in _lists(child):
        yield f"{role} {child.dep_} {case} list={name}"


def _of_neighbours(span: Span) -> Iterator[str]:
    doc = span.doc
    for distance in range(1, _NEAREST + 1):
        yield f"-{distance}={_word_at(doc, span.start - distance)}"
        yield f"+{distance}={_word_at(doc, span.end + distance - 1)}"
    yield f"-2-1={_word_at(doc, span.start - 2)} {_word_at(doc, span.start - 1)}"
    yield f"+1+2={_word_at(doc, span.end)} {_word_at(doc, span.end + 1)}"
    near = {*range(span.start - _WINDOW, span.start), *range(span.end, span.end + _WINDOW)}
    words = {_word_at(doc, place) for place in near}
    yield from (f"near={word}" for word in sorted(words))
    names = {name for place in near if 0 <= place < len(doc) for name in _lists(doc[place])}
    yield from (f"near list={name}" for name in sorted(names))


def _of_sentence(span: Span) -> Iterator[str]:
    sentence = span.sent
    start, end = max(sentence.start, span.start - _LONG_SENTENCE), min(sentence.end, span.end + _LONG_SENTENCE)
    tokens = span.doc[start:end]
    yield from (f"in={word}" for word in sorted({_lemma(token) for token in tokens if token.pos_ in _CONTENT}))
    yield from (f"in list={name}" for name in sorted({name for token in tokens for name in _lists(token)}))
    yield f"root={_lemma(sentence.root)}"
    yield f"root form={sentence.root.tag_}"
    yield f"ends={sentence[-1].text[:1]}"
    yield f"length={len(sentence).bit_length()}"
    yield f"place={'first' if span.start - sentence.start < 3 else 'last' if sentence.end - span.end < 3 else 'middle'}"
    yield f"begins={'upper' if sentence.text[:1].isupper() else 'other'}"
    others = {each.label_ for each in span.doc.spans[KEY] if sentence.start <= each.start < sentence.end} - {
        span.label_
    }
    yield from (f"beside={form}" for form in sorted(others))


_fold = lru_cache(50_000)(fold)


def _lemma(token: Token) -> str:
    return _fold(token.lemma_)


def _word_at(doc: Doc, place: int) -> str:
    return _fold(doc[place].lemma_) if 0 <= place < len(doc) else ""


def _lists(token: Token) -> tuple[str, ...]:
    """The named lists of the taxonomy that the token stands in."""
    return _lists_among(token._.names)


@lru_cache(10_000)
def _lists_among(names: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(name for name in names if name.startswith("{")))
