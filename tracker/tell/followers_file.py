"""Who is told what: a TOML file beside the database, with addresses that are nobody else's business.

    [settings]
    site = "https://beleidsvolger.example"  # optional: where the site is, for links in messages
    failing_checks = 3                      # optional: a source is said to fail after so many checks in a row
    failing_hours = 24                      # optional: ... that span so many hours

    [[followers]]
    id = "buurtraad"                        # lower case letters, digits and hyphens; stays the same
    to = ["mailto://...", "slack://..."]    # addresses as Apprise writes them; ${NAME} comes from the environment
    policies = ["sociaal-makelen"]          # optional, as are themes, municipalities and forms
    maintenance = true                      # optional: also failing sources, held texts and rules that may be followed
    news = false                            # optional: no news on policies

All that is named of policies, themes, municipalities and forms must hold for a follower to hear of a change. The
addresses are used for sending and stored nowhere; what was sent is remembered under the `id`.
"""

import os
import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from string import Template

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tracker.model import TrackerError
from tracker.tell.followers import REPORT, Follower, Followers
from tracker.tell.news import Interest


class _Settings(BaseModel):
    model_config = ConfigDict(extra="forbid")

    site: str = Field(default="", pattern=r"^(https?://\S+)?$")
    failing_checks: int = Field(default=3, ge=1)
    failing_hours: float = Field(default=24, ge=0)


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    to: list[str] = Field(min_length=1)
    policies: list[str] = []
    themes: list[str] = []
    municipalities: list[str] = []
    forms: list[str] = []
    maintenance: bool = False
    news: bool = True


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    settings: _Settings = Field(default_factory=_Settings)
    followers: list[_Entry] = []


def load_followers(path: Path, environment: Mapping[str, str] = os.environ) -> Followers:
    """Read the file of followers.

    Raises TrackerError with one line for every problem: file, entry, what is wrong, what to write. No line holds an
    address, for lines end up in logs.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise TrackerError(f"{path}: there is no such file of followers; see docs/running.md") from None
    except (OSError, UnicodeDecodeError) as error:
        raise TrackerError(f"{path}: cannot be read ({error}); it must be UTF-8 that this user may read") from error
    except tomllib.TOMLDecodeError as error:
        raise TrackerError(f"{path}: not TOML ({error}); correct that line") from error
    try:
        file = _File.model_validate(data)
    except ValidationError as error:
        lines = [f"{path}: {_place(each['loc'], data)}: {_problem(each)}" for each in error.errors()]
        raise TrackerError("\n".join(lines)) from error
    _check_ids(path, [entry.id for entry in file.followers])
    return Followers(
        tuple(_follower(path, entry, environment) for entry in file.followers),
        file.settings.site.rstrip("/"),
        file.settings.failing_checks,
        file.settings.failing_hours,
    )


def _follower(path: Path, entry: _Entry, environment: Mapping[str, str]) -> Follower:
    interest = Interest(tuple(entry.policies), tuple(entry.themes), tuple(entry.municipalities), tuple(entry.forms))
    to = tuple(_filled_in(path, entry.id, address, environment) for address in entry.to)
    return Follower(entry.id, to, interest, entry.news, entry.maintenance)


def _filled_in(path: Path, follower: str, address: str, environment: Mapping[str, str]) -> str:
    """Put the secrets of the environment into an address, and see that Apprise knows what it means."""
    from apprise import Apprise  # takes a while; only who has followers waits for it

    try:
        whole = Template(address).substitute(environment)
    except KeyError as error:
        raise TrackerError(f"{path}: {follower}: the environment has no {error.args[0]}, which `to` names") from None
    except ValueError:
        raise TrackerError(f"{path}: {follower}: a lone $ in `to`; write $$ for the sign itself") from None
    if Apprise.instantiate(whole, suppress_exceptions=True) is None:
        kind = whole.partition(":")[0] if re.match(r"\w+:", whole) else "no kind of address"
        raise TrackerError(f"{path}: {follower}: `to` has an address ({kind}) that Apprise cannot use; see its list")
    return whole


def _check_ids(path: Path, ids: list[str]) -> None:
    for name, times in Counter([REPORT, *ids]).items():
        if times > 1:
            taken = "kept for the report itself" if name == REPORT else f"given to {times} followers"
            raise TrackerError(f"{path}: the id {name!r} is {taken}; write another")


def _place(location: tuple[int | str, ...], data: Mapping) -> str:
    if location[:1] != ("followers",) or len(location) < 2 or not isinstance(location[1], int):
        return ".".join(map(str, location))
    entries = data.get("followers")
    entry = entries[location[1]] if isinstance(entries, list) else {}
    name = entry.get("id") if isinstance(entry, dict) else None
    return ".".join([f'follower "{name}"' if name else f"follower {location[1] + 1}", *map(str, location[2:])])


def _problem(error: Mapping) -> str:
    """Say what is wrong without what was written: it may be an address."""
    name = error["loc"][-1]
    known = {
        "too_short": "is empty; write at least one address",
        "extra_forbidden": "there is no such key; see docs/running.md for those that are",
        "missing": "is missing",
        "string_pattern_mismatch": "must be an address, https://..."
        if name == "site"
        else "must be lower case letters, digits and hyphens",
    }
    return known.get(error["type"], error["msg"].removeprefix("Input ").removeprefix("Value error, "))
