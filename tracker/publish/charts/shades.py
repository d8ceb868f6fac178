"""The colours of charts: names of CSS variables of the site, so that a chart is right in the light and in the dark.

`site.css` has the colours themselves, `matrix.css` the shades between two of them. A file that is read elsewhere has no
style sheet: there each name is replaced by the colour that it has in the light.
"""

import re
from functools import cache
from pathlib import Path

_STATIC = Path(__file__).resolve().parent.parent / "static"
_COLOUR = re.compile(r"--([\w-]+):\s*#([0-9a-f]{3}|[0-9a-f]{6})\s*;", re.IGNORECASE)
_MIX = re.compile(r"--([\w-]+):\s*color-mix\(in srgb, var\(--([\w-]+)\) (\d+)%, var\(--([\w-]+)\)\)")
_USED = re.compile(r"var\(--([\w-]+)\)")

TEXT, SOFT, LINE, GROUND, ON_STRONG = (
    "var(--tekst)",
    "var(--zacht)",
    "var(--lijn)",
    "var(--grond)",
    "var(--op-nadruk)",
)

HEAT = tuple(f"var(--tint-{number})" for number in range(1, 6))
"""From few to many."""

LADDER = tuple(f"var(--trede-{number})" for number in range(7))
"""The rungs of the ladder from low to high, after what is not on it."""

STRENGTHS = ("var(--trede-1)", "var(--trede-3)", "var(--trede-5)", "var(--trede-6)")
"""From soft to firm."""

HOLDERS = {
    "bewoners": "var(--trede-6)",
    "bewonersgroep": "var(--trede-4)",
    "gemeente": "var(--ander-2)",
    "aanbieder": "var(--ander-1)",
    "overig": "var(--ander-0)",
}
"""Residents have one hue, those who rule or provide another; they differ in lightness too."""

UNCLEAR = "var(--trede-0)"
"""What the text does not say."""

NEUTRAL = "var(--tint-0)"
"""Nothing."""

_STRONG = {HEAT[3], HEAT[4], LADDER[5], LADDER[6], HOLDERS["gemeente"]}


def text_on(shade: str) -> str:
    """Return the colour of text on a shade."""
    return ON_STRONG if shade in _STRONG else TEXT


def heat_of(share: float) -> str:
    """Return the shade for a number that is this share of the largest one (0 < share <= 1).

    By the root: most numbers are far below the largest, and would all look alike.
    """
    return HEAT[min(len(HEAT) - 1, int(len(HEAT) * share**0.5))]


def in_light(drawing: str) -> str:
    """Return a drawing with the colours that its names have in the light."""
    return _USED.sub(lambda used: _light()[used[1]], drawing)


@cache
def _light() -> dict[str, str]:
    site = (_STATIC / "site.css").read_text(encoding="utf-8")
    colours: dict[str, str] = {}
    for name, value in _COLOUR.findall(site.partition("prefers-color-scheme")[0]):
        colours.setdefault(name, f"#{_six(value)}")
    mixed = (_STATIC / "matrix.css").read_text(encoding="utf-8").partition("@media print")[0]
    for name, one, percent, other in _MIX.findall(mixed):
        colours[name] = _mixed(colours[one], colours[other], int(percent) / 100)
    return colours


def _six(value: str) -> str:
    return value if len(value) == 6 else "".join(2 * digit for digit in value)


def _mixed(one: str, other: str, share: float) -> str:
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02x}" for a, b in pairs)
