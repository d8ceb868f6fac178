"""What an entry of the register may hold, and how to say what is wrong with one."""

import difflib
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from tracker.locator import (
    REGEX_PREFIX,
    cvdr_identifier,
    cvdr_in_address,
    is_search,
    parse_search,
    publication_identifier,
    publication_in_address,
)

ADAPTERS = ("cvdr", "gmb", "web", "folder")
ROLES = ("tekst", "vragen")

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_EXAMPLES = {
    "policies": "[[policies]] with id, title, theme, kind and municipality",
    "sources": "[[policies.sources]] with adapter and locator",
    "id": 'id = "sociaal-makelen"',
    "title": 'title = "Beleidsregel Sociaal Makelen"',
    "theme": 'theme = "sociaal makelen"',
    "kind": 'kind = "beleidsregel"',
    "municipality": 'municipality = "Utrecht"',
    "succeeds": 'succeeds = ["id-of-the-policy-before"]',
    "example": "example = true",
    "optional": "optional = true",
    "adapter": 'adapter = "cvdr"',
    "locator": 'locator = "CVDR607639"',
    "role": 'role = "vragen"',
    "links": 'links = "*.pdf"',
    "label": 'label = "concept"',
    "note": 'note = "..."',
    "valid_from": "valid_from = 2018-01-30",
    "valid_to": "valid_to = 2018-01-30",
}
_KINDS = {"string_type": "a text", "bool_type": "true or false", "list_type": "a list", "model_type": "a table"}


def _wrong(message: str) -> PydanticCustomError:
    return PydanticCustomError("register", "{message}", {"message": message})


def suggestion(text: str, known: Iterable[str]) -> str:
    """Give "; did you mean ...?" where something known is like what was written, else all that is known."""
    names = list(known)
    like = difflib.get_close_matches(text.lower(), names, n=1, cutoff=0.6)
    return f"; did you mean {like[0]!r}?" if like else f"; write one of {', '.join(names)}" if names else ""


def _filled(text: str) -> str:
    if not text.strip():
        raise _wrong("is empty")
    return text.strip()


def _slug(text: str) -> str:
    if not _SLUG.fullmatch(text):
        raise _wrong(f"= {text!r} has other signs than a-z, 0-9 and single hyphens")
    return text


def _day(value: object) -> object:
    """Take a TOML date or an ISO date in quotes: not a moment, not a number, not the Dutch order."""
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    if isinstance(value, str) and _ISO_DATE.fullmatch(value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    shown = str(value) if isinstance(value, datetime) else repr(value)
    raise _wrong(f"= {shown} is not a date that exists, as year-month-day")


_Text = Annotated[str, AfterValidator(_filled)]
_Slug = Annotated[str, AfterValidator(_slug)]
_Date = Annotated[date | None, BeforeValidator(_day)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class SourceEntry(_Entry):
    """A `[[policies.sources]]`."""

    adapter: str
    locator: _Text
    id: _Slug | None = None
    role: str = "tekst"
    label: str = ""
    valid_from: _Date = None
    valid_to: _Date = None
    optional: bool = False
    links: _Text | None = None

    @field_validator("adapter")
    @classmethod
    def _known_adapter(cls, adapter: str) -> str:
        if adapter not in ADAPTERS:
            raise _wrong(f"= {adapter!r} is not known{suggestion(adapter, ADAPTERS)}")
        return adapter

    @field_validator("role")
    @classmethod
    def _known_role(cls, role: str) -> str:
        if role not in ROLES:
            raise _wrong(f"= {role!r} is not known{suggestion(role, ROLES)}")
        return role

    @field_validator("locator")
    @classmethod
    def _fitting_locator(cls, locator: str, info: ValidationInfo) -> str:
        if info.data.get("adapter"):
            _check_locator(info.data["adapter"], locator)
        return locator

    @field_validator("valid_to")
    @classmethod
    def _in_order(cls, end: date | None, info: ValidationInfo) -> date | None:
        begin = info.data.get("valid_from")
        if begin and end and end < begin:
            raise _wrong(f"= {end} is before valid_from = {begin}")
        return end

    @field_validator("links")
    @classmethod
    def _usable_links(cls, links: str | None, info: ValidationInfo) -> str | None:
        adapter = info.data.get("adapter")
        if adapter and adapter != "web":
            raise _wrong(f"is for the adapter web, and this source has {adapter}; drop it")
        if links and links.startswith(REGEX_PREFIX):
            try:
                re.compile(links.removeprefix(REGEX_PREFIX))
            except re.error as error:
                raise _wrong(f"= {links!r} is not a regular expression ({error})") from error
        return links


class PolicyEntry(_Entry):
    """A `[[policies]]`."""

    id: _Slug
    title: _Text
    theme: _Text
    kind: _Text
    municipality: _Text
    sources: list[SourceEntry] = Field(min_length=1)
    succeeds: list[str] = []
    example: bool = False
    note: str = ""


class RegisterFile(_Entry):
    """The whole file."""

    policies: list[PolicyEntry] = Field(min_length=1)


def problem_text(error: ErrorDetails) -> str:
    """Say what pydantic found wrong in the words of a maintainer, and what to write."""
    key = str(next((part for part in reversed(error["loc"]) if isinstance(part, str)), ""))
    example = f"; write for instance {_EXAMPLES[key]}" if key in _EXAMPLES else ""
    kind = error["type"]
    if kind == "missing":
        return f"{key} is missing{example}"
    if kind == "too_short":
        return f"has no {key}{example}"
    if kind == "extra_forbidden":
        return f"there is no key {key!r}{suggestion(key, _keys(error['loc']))}"
    if kind == "register":
        said = f"{key} {error['msg']}"
        return said if "; " in said else said + example
    return f"{key} = {_shown(error['input'])} is not {_KINDS.get(kind, 'what belongs there')}{example}"


def _keys(place: tuple[int | str, ...]) -> list[str]:
    model: type[BaseModel] = SourceEntry if "sources" in place[:-1] else PolicyEntry if len(place) > 1 else RegisterFile
    return list(model.model_fields)


def _shown(value: Any) -> str:
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    return text if len(text) <= 40 else text[:40] + "..."


def _check_locator(adapter: str, locator: str) -> None:
    """Refuse a locator that its adapter cannot read, with the one that was probably meant."""
    if adapter in ("cvdr", "gmb") and is_search(locator):
        try:
            parse_search(locator)
        except ValueError as error:
            raise _wrong(f"= {locator!r}: {error}") from error
    elif adapter == "cvdr":
        meant = cvdr_in_address(locator) or cvdr_identifier(locator)
        _compare(locator, str(meant or ""), "a CVDR identifier", "CVDR607639")
    elif adapter == "gmb":
        meant_publication = publication_in_address(locator) or publication_identifier(locator)
        _compare(locator, meant_publication or "", "an official publication", "gmb-2018-19621")
    elif adapter == "web" and not _is_web_address(locator):
        raise _wrong(f'= {locator!r} is not an address; write for instance locator = "https://www.utrecht.nl/bestuur"')
    elif adapter == "folder" and _is_web_address(locator):
        raise _wrong(f'= {locator!r} is not a path; write adapter = "web"')


def _compare(locator: str, meant: str, what: str, example: str) -> None:
    if locator != meant:
        raise _wrong(f'= {locator!r} is not {what}; write for instance locator = "{meant or example}"')


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", text)
