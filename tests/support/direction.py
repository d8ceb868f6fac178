"""How the direction of a text stands at its end, counted as Unicode Standard Annex #9 does."""

import unicodedata

_ISOLATES, _EMBEDDINGS = ("LRI", "RLI", "FSI"), ("LRE", "RLE", "LRO", "RLO")


def still_open(text: str) -> list[str]:
    """What was opened in a text and not closed; an isolate that closes takes with it what was opened inside it."""
    stack: list[str] = []
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind in (*_ISOLATES, *_EMBEDDINGS):
            stack.append(kind)
        elif kind == "PDF" and stack and stack[-1] in _EMBEDDINGS:
            stack.pop()
        elif kind == "PDI" and set(stack) & set(_ISOLATES):
            while stack.pop() not in _ISOLATES:
                pass
    return stack
