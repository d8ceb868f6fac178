"""What readers say is wrong: kept in a file of its own beside the database, never published, read by the maintainer."""

from tracker.corrections.box import (
    MOST_A_DAY,
    WHAT,
    Correction,
    Corrections,
    Received,
    TooManyTodayError,
    corrections_path,
    put_away,
    received_corrections,
    waiting_corrections,
)

__all__ = [
    "MOST_A_DAY",
    "WHAT",
    "Correction",
    "Corrections",
    "Received",
    "TooManyTodayError",
    "corrections_path",
    "put_away",
    "received_corrections",
    "waiting_corrections",
]
