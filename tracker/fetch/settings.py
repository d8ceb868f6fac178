"""Where the publishers are, and how politely they are asked. Every setting can come from the environment."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from tracker import __version__
from tracker.model import TrackerError

_PREFIX = "TRACKER_"


@dataclass(frozen=True)
class Settings:
    """Addresses without a slash at the end; times in seconds; sizes in bytes.

    A setting is taken from the environment under its name in capitals: `TRACKER_SRU_CVDR`, `TRACKER_PAUSE`,
    `TRACKER_CONTACT`.
    """

    sru_cvdr: str = "https://zoekservice.overheid.nl/sru/Search"
    repository_cvdr: str = "https://repository.officiele-overheidspublicaties.nl/cvdr"
    pages_cvdr: str = "https://lokaleregelgeving.overheid.nl"  # shown to readers, never fetched
    sru_publications: str = "https://repository.overheid.nl/sru"
    repository_publications: str = "https://repository.overheid.nl/frbr"
    contact: str = ""  # who minds this installation: a mail address or a page
    pause: float = 1.0  # between two requests to one host
    connect_timeout: float = 3.0  # the quick look: a host that does not answer by then is not there
    timeout: float = 30.0  # silence in the middle of an answer
    deadline: float = 300.0  # one answer, from request to last byte
    attempts: int = 3
    first_wait: float = 1.0  # before the second attempt; doubles after that
    longest_wait: float = 120.0  # a publisher who asks for a longer wait is reported instead
    redirects: int = 10
    cap: int = 100 * 1024 * 1024  # of one document, unpacked

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Take the settings that the environment names, and the defaults for the rest.

        Raises TrackerError for a value that is no number, no address or cannot stand in a header.
        """
        given: dict[str, Any] = {}
        for field in fields(cls):
            name = _PREFIX + field.name.upper()
            if environment.get(name, "").strip():
                given[field.name] = _value(name, environment[name].strip(), type(field.default))
        return cls(**given)

    @property
    def user_agent(self) -> str:
        """How the tracker names itself to publishers."""
        return f"Beleidsvolger/{__version__} (follows municipal policy texts; contact: {self.contact or 'not given'})"

    def address(self, published: str) -> str:
        """Lead an address that a publisher gives to where these settings say that the publisher is.

        Records name their documents at the public address; with another base (a mirror, a server for tests) the same
        records lead there.
        """
        for field in ("repository_cvdr", "repository_publications"):
            public, base = str(getattr(Settings, field)), str(getattr(self, field))
            if base != public and published.lower().startswith(public + "/"):
                return base + published[len(public) :]
        return published


def _value(name: str, text: str, kind: type) -> str | float | int:
    if kind is str:
        return _text(name, text)
    try:
        number = kind(text)
    except ValueError:
        raise TrackerError(f"{name}={text}: not a number; write for instance {name}=2") from None
    if not 0 <= number < float("inf"):
        raise TrackerError(f"{name}={text}: must be zero or more")
    return number


def _text(name: str, text: str) -> str:
    if name.endswith("CONTACT"):
        if not re.fullmatch(r"[ -~]+", text):
            raise TrackerError(f"{name}: plain letters, digits and signs only; write a mail address or a page")
        return text
    if not re.match(r"https?://[^/\s]+", text):
        raise TrackerError(f"{name}={text}: not an address; write for instance {name}=https://example.org/sru")
    return text.rstrip("/")
