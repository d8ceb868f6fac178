"""Drawings: where curves stand close together, words are labels of a picture and no text of the policy."""

from tracker.parse.pdf.records import Area

MANY_CURVES = 12
"""A group of fewer curves is an ornament, a list sign or a logo's letter, not a drawing."""

_NEAR = 14.0
"""Curves nearer to each other than this, in points, belong to one drawing."""


def find_drawings(curves: list[Area], width: float, height: float) -> list[Area]:
    """Return the areas of a page of `width` by `height` points that curves cover together.

    A curve as large as the page is a background.
    """
    curves = [area for area in curves if (area.x1 - area.x0) < 0.9 * width and (area.bottom - area.top) < 0.7 * height]
    if len(curves) < MANY_CURVES:
        return []
    groups: list[tuple[Area, int]] = []
    for area in sorted(curves, key=lambda area: (area.top, area.x0)):
        merged, count = area, 1
        rest: list[tuple[Area, int]] = []
        for other, number in groups:
            if _touch(merged, other):
                merged, count = _around(merged, other), count + number
            else:
                rest.append((other, number))
        groups = [*rest, (merged, count)]
    return [area for area, count in groups if count >= MANY_CURVES]


def _touch(one: Area, other: Area) -> bool:
    return (
        one.x0 - _NEAR <= other.x1
        and other.x0 - _NEAR <= one.x1
        and one.top - _NEAR <= other.bottom
        and other.top - _NEAR <= one.bottom
    )


def _around(one: Area, other: Area) -> Area:
    return Area(min(one.x0, other.x0), min(one.top, other.top), max(one.x1, other.x1), max(one.bottom, other.bottom))
