"""Load sqlite-utils without pandas and numpy: a third of a second of every command, for what is not used here.

sqlite-utils imports both where they are installed, to take data frames and arrays as rows. Whoever wants them besides
imports them as always.
"""

import sys

_HEAVY = ("pandas", "numpy")


def _load() -> None:
    hidden = [name for name in _HEAVY if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]  # what Python takes for a module that is not there
    try:
        import sqlite_utils  # noqa: F401
    finally:
        for name in hidden:
            del sys.modules[name]


_load()
