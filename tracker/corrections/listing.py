"""Corrections on a terminal. What readers wrote is made safe first: nothing in it can steer the terminal."""

import textwrap
import unicodedata
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from tracker.corrections.box import Received

_SHOWN_IN_STATUS = 5
_SHORT = 100
_STRANGE = "\N{REPLACEMENT CHARACTER}"


def plain(text: str) -> str:
    """Return a text on one line in which every sign can be seen: no control, no mark that turns the direction.

    White space becomes one space; any other sign that is not seen (category C of Unicode) becomes U+FFFD.
    """
    return "".join(_STRANGE if unicodedata.category(sign).startswith("C") else sign for sign in " ".join(text.split()))


def print_corrections(received: Sequence[Received], console: Console) -> None:
    """Print corrections whole, each with its number, when it came, what it is about, and an address if there is one."""
    if not received:
        console.print("no correction waits")
    for each in received:
        console.print(Text(_head(each), style="dim" if each.handled else "bold"), soft_wrap=True)
        console.print(Text(f"    {plain(each.correction.words)}"), soft_wrap=True)
        if each.correction.email:
            console.print(Text(f"    answer to {plain(each.correction.email)}"), soft_wrap=True)


def waiting_lines(received: Sequence[Received]) -> list[str]:
    """Return what `tracker status` says of corrections that wait: how many, and the newest in short."""
    if not received:
        return []
    counted = "1 correction waits" if len(received) == 1 else f"{len(received)} corrections wait"
    lines = [f"{counted}; `tracker corrections` shows them whole, `tracker corrections --done N` puts one away"]
    return lines + [f"correction {_head(each)}: {_short(each)}" for each in received[:_SHOWN_IN_STATUS]]


def _head(each: Received) -> str:
    done = f", done {each.handled:%Y-%m-%d}" if each.handled else ""
    about = plain(each.correction.about) or "the site"
    return f"{each.id}, {each.at:%Y-%m-%d %H:%M} UTC{done}: {plain(each.correction.what)}, {about}"


def _short(each: Received) -> str:
    return textwrap.shorten(plain(each.correction.words), _SHORT, placeholder="…")
