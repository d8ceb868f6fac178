"""Text as markup: what a search found stands out; nothing in the text can become markup."""

import re

from markupsafe import Markup, escape

_HIT = re.compile("⟦([^⟦⟧]*)⟧")


def hits_marked(snippet: str) -> Markup:
    """Return a snippet with what the prepared queries put between ⟦ and ⟧ as a mark."""
    return Markup(_HIT.sub(r"<mark>\1</mark>", str(escape(snippet))))
