"""The characters of the publishers' XML, counted without the reader, to hold against what the reader gives."""

from collections import Counter

from lxml import etree

from tracker.parse.inline import INVISIBLE
from tracker.parse.legal_vocabulary import SILENT, generated_text, name_of


def characters_of(root: etree._Element, without: tuple[str, ...] = ()) -> Counter[str]:
    """Count the characters to read within an element, without whitespace and characters that do not show.

    What is printed without being among the words (the number of an item in an attribute) is counted.

    without: names, in the shared vocabulary, of children of `root` that are no text.
    """
    texts: list[str] = [root.text or "", generated_text(root)]
    waiting = [child for child in root if name_of(child) not in without]
    texts += [child.tail or "" for child in root]
    while waiting:
        element = waiting.pop()
        if name_of(element) and name_of(element) not in SILENT:
            texts += [element.text or "", generated_text(element)]
            texts += [child.tail or "" for child in element]
            waiting.extend(element)
    return count_characters("".join(texts))


def count_characters(text: str) -> Counter[str]:
    """Count the characters of a text, without whitespace and characters that do not show."""
    return Counter("".join(INVISIBLE.sub("", text).split()))
