"""How one version stands on a day, in words for a visitor. Pure."""

from dataclasses import dataclass

from tracker.dutch import day as in_dutch
from tracker.publish.policies.states import WITHOUT_FORCE, Standing, is_draft


@dataclass(frozen=True)
class VersionStanding:
    """A label, the style that it is shown in, and a sentence with the days; '' where nothing is known of them."""

    words: str
    style: Standing
    dates: str


@dataclass(frozen=True)
class Dated:
    """What decides how a version stands. Days are ISO, '' where not known; `names` are its titles and label.

    replaced: a newer version of the same text is known.
    """

    kind: str
    role: str
    names: tuple[str, ...]
    valid_from: str
    valid_to: str
    published: str
    replaced: bool


def standing_of(version: Dated, today: str) -> VersionStanding:
    """Return how a version stands on a day (ISO)."""
    if version.replaced:
        return VersionStanding("Oudere versie", Standing.REPLACED, _held(version))
    if version.role == "vragen":
        return VersionStanding("Vragen en antwoorden", Standing.WITHOUT_FORCE, _of(version))
    if is_draft(*version.names):
        return VersionStanding("Concept", Standing.DRAFT, f"Een ontwerp, nog geen regel. {_of(version)}".strip())
    if version.kind.casefold() in WITHOUT_FORCE:
        return VersionStanding(version.kind[:1].upper() + version.kind[1:], Standing.WITHOUT_FORCE, _of(version))
    if version.valid_to and version.valid_to <= today:
        return VersionStanding("Geldt niet meer", Standing.ENDED, _held(version))
    if version.valid_from > today:
        return VersionStanding("Geldt nog niet", Standing.NOT_YET, f"Gaat gelden op {in_dutch(version.valid_from)}.")
    if version.valid_from:
        until = f", tot {in_dutch(version.valid_to)}" if version.valid_to else ""
        return VersionStanding("Geldt nu", Standing.IN_FORCE, f"Sinds {in_dutch(version.valid_from)}{until}.")
    if version.published:
        return VersionStanding("Gepubliceerd", Standing.UNDATED, f"Op {in_dutch(version.published)}.")
    return VersionStanding("Zonder datum", Standing.UNDATED, "")


def _held(version: Dated) -> str:
    since, until = in_dutch(version.valid_from), in_dutch(version.valid_to)
    if since and until:
        return f"Gold van {since} tot {until}."
    return f"Gold sinds {since}." if since else f"Gold tot {until}." if until else _of(version)


def _of(version: Dated) -> str:
    day = version.valid_from or version.published
    return f"Van {in_dutch(day)}." if day else ""
