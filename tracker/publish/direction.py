"""Letters that turn the direction of a text: what a document, a name or a visitor brings along stays inside it.

Without this, a title with U+202E in it turns round the words of ours behind it. Source: Unicode Standard Annex #9. What
is markup already stands in an element of its own that `site.css` isolates: a link, or `.bron` or `.naam`.
"""

from typing import Any

from markupsafe import Markup

_TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_ISOLATES = frozenset("\u2066\u2067\u2068")
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


def inside(value: Any) -> Any:
    """Return what a template is about to write; a text with turning letters as an isolate that ends where it ends."""
    if not isinstance(value, str) or isinstance(value, Markup) or value.isascii():
        return value
    if not any(sign in value for sign in _TURNING):
        return value
    opened, closed_too_often = 0, 0
    for sign in value:
        if sign in _ISOLATES:
            opened += 1
        elif sign == _POP_ISOLATE and opened:
            opened -= 1
        elif sign == _POP_ISOLATE:
            closed_too_often += 1
    return f"{_FIRST_STRONG_ISOLATE * (1 + closed_too_often)}{value}{_POP_ISOLATE * (1 + opened)}"
