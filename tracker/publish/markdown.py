"""Text as Markdown in which nothing of it is read as markup, whatever reads it: CommonMark, GitHub's or Pandoc's.

Sources: https://spec.commonmark.org/0.31.2/ and https://github.github.com/gfm/.
"""

import re

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#~|^$=&@]|:(?=\S)|(?<=www)\.|(?<=-)-|-(?=-)", re.IGNORECASE)
"""Signs that can be markup wherever they stand: of CommonMark, of tables, autolinks, emoji and formulas."""

_LINE_START = re.compile(r"^(\d+|[a-z]|[ivxl]+)([.)])(?=\s|$)|^([-+:(])", re.MULTILINE | re.IGNORECASE)
"""What makes a list or a definition of a line that starts with it, also those that only Pandoc knows."""

_OUTSIDE_ADDRESS = re.compile(r"[\s<>\\]+")


def escaped(text: str) -> str:
    """Return text with the signs escaped that are markup anywhere in a line."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def with_starts_escaped(lines: str) -> str:
    """Return lines, of which the signs are escaped, with what is markup only at the start of one escaped too."""
    return _LINE_START.sub(_defused, lines)


def _defused(start: re.Match[str]) -> str:
    number, after, sign = start.groups()
    return f"{number}\\{after}" if number else f"\\{sign}"


def link(address: str) -> str:
    """Return an address as a link that shows itself."""
    return f"<{_OUTSIDE_ADDRESS.sub('', address)}>"
