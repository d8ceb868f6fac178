"""The notation of the taxonomy's patterns: what one word may be, a row of words, and words tied by the tree.

One word is written as alternatives divided by `/`; each is matched with the word as it stands and with its lemma,
without capitals and accents:

    advies        this word or lemma          initiatie*    every word or lemma that begins so
    +initiatief   a compound with this head   buurt+        a compound that begins with this part
    {bewoners}    a word of that list         *             any word
    advies:NOUN   with that part of speech (several divided by `|`)

A row may have a gap of up to four words (`...`, or `...:DET|ADJ` for words of those parts of speech). In a tree each
further word follows the relation that ties it to the word before it: `[betrekken:VERB] >obl {plan} >case bij` is a
verb with a dependent of the relation obl that has a case mark; `<acl` asks for the head that the word hangs from by
acl, `>*` for any relation, `>>conj` for a word further down that hangs by conj; after `;` the next relation starts
from the first word again. Brackets mark the trigger; without them every word of a row, and the first of a tree, is.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

GAP = "..."
ANY = "*"

_RELATION = re.compile(r"(?P<direction>[<>]{1,2})(?P<relation>[\w|*]+)")
_WORD = re.compile(r"(?P<words>[^:\s]+)(?::(?P<pos>[A-Z|]+))?")


def fold(word: str) -> str:
    """Return the word as the rules write it: lower case, no accents, no control or formatting characters."""
    if word.isascii() and word.isalnum():
        return word.lower()
    letters = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in letters if unicodedata.category(letter)[0] not in "MC").lower()


@dataclass(frozen=True)
class Element:
    """One place in a pattern: the alternatives as written, and the parts of speech it may have (none: any)."""

    words: str
    pos: tuple[str, ...] = ()
    triggers: bool = False

    @cached_property
    def is_gap(self) -> bool:
        """Whether any few words may stand here."""
        return self.words == GAP

    @cached_property
    def alternatives(self) -> tuple[str, ...]:
        """The alternatives; none where any word will do."""
        return () if self.words in (ANY, GAP) else tuple(self.words.split("/"))


@dataclass(frozen=True)
class Node:
    """A word of a tree: it hangs by `relation` from the node with index `parent`, or is its head (`upwards`).

    far: over one relation or more, of which only the nearest to this node is named.
    """

    element: Element
    parent: int | None = None
    relations: tuple[str, ...] = ()
    upwards: bool = False
    far: bool = False


def read_row(pattern: str) -> tuple[Element, ...]:
    """Return the places of a row of words; raises ValueError where the notation is wrong.

    >>> [(element.words, element.triggers) for element in read_row("[advies] ... over")]
    [('advies', True), ('...', False), ('over', False)]
    """
    elements = []
    inside = "[" not in pattern
    for word in pattern.split():
        inside = inside or word.startswith("[")
        elements.append(_element(word.strip("[]"), inside))
        inside = inside and ("[" not in pattern or not word.endswith("]"))
    if not any(each.triggers for each in elements):
        raise ValueError(f"pattern {pattern!r} has no trigger; put brackets around it")
    return tuple(elements)


def read_tree(pattern: str) -> tuple[Node, ...]:
    """Return the words of a tree, the first one its anchor; raises ValueError where the notation is wrong.

    >>> [(node.element.words, node.parent, node.relations) for node in read_tree("[betrekken] >obl {plan} >case bij")]
    [('betrekken', None, ()), ('{plan}', 0, ('obl',)), ('bij', 1, ('case',))]
    """
    words = pattern.replace(";", " ; ").split()
    nodes = [Node(_element(words[0].strip("[]"), "[" not in pattern or words[0].startswith("[")))]
    parent = 0
    tie: re.Match[str] | None = None
    for word in words[1:]:
        if word == ";":
            parent = 0
        elif tie is None:
            tie = _RELATION.fullmatch(word)
            if tie is None:
                raise ValueError(f"tree {pattern!r}: {word!r} is no relation; write >obl, <acl or >*")
        else:
            nodes.append(_node(word, tie, parent))
            parent, tie = len(nodes) - 1, None
    if tie is not None:
        raise ValueError(f"tree {pattern!r} ends with a relation; name the word that it leads to, or *")
    return tuple(nodes)


def _node(word: str, tie: re.Match[str], parent: int) -> Node:
    relations = () if tie["relation"] == ANY else tuple(tie["relation"].split("|"))
    return Node(
        element=_element(word.strip("[]"), word.startswith("[")),
        parent=parent,
        relations=relations,
        upwards=tie["direction"].startswith("<"),
        far=len(tie["direction"]) == 2,
    )


def _element(word: str, triggers: bool) -> Element:
    parts = _WORD.fullmatch(word)
    if parts is None:
        raise ValueError(f"{word!r} is no word of a pattern; see the notation")
    return Element(parts["words"], tuple(parts["pos"].split("|")) if parts["pos"] else (), triggers)
