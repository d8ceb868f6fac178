"""Letters that turn the direction of a text stay inside it."""

import pytest
from markupsafe import Markup
from support.direction import still_open

from tracker.publish.direction import inside

OVERRIDE, EMBED, POP = "\u202e", "\u202b", "\u202c"
ISOLATE, FIRST_STRONG, POP_ISOLATE = "\u2067", "\u2068", "\u2069"


@pytest.mark.parametrize(
    "value", ["", "gewoon", "één – ‘twee’", "שלום", 3, None, Markup(f"<p>{OVERRIDE}</p>")]
)  # Hebrew turns only itself
def test_what_turns_nothing_is_left_as_it_is(value):
    assert inside(value) is value


@pytest.mark.parametrize(
    ("value", "before", "after"),
    [
        (f"nota{OVERRIDE}gnp.exe", 1, 1),
        (f"{EMBED}a{POP}", 1, 1),
        (f"a{ISOLATE}b{FIRST_STRONG}c", 1, 3),
        (f"a{POP_ISOLATE}b{POP_ISOLATE}{OVERRIDE}c", 3, 1),
        (f"{ISOLATE}a{POP_ISOLATE}{POP_ISOLATE}{ISOLATE}b", 2, 2),
    ],
)
def test_a_text_that_turns_ends_where_it_ends(value, before, after):
    assert inside(value) == FIRST_STRONG * before + value + POP_ISOLATE * after


@pytest.mark.parametrize("value", [f"{OVERRIDE}a", f"{POP_ISOLATE}{OVERRIDE}a", f"{ISOLATE}{EMBED}a{POP}"])
def test_nothing_is_open_behind_it(value):
    assert still_open(value)
    assert not still_open(inside(value))
