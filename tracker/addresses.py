"""Where on the site a policy, a version, a clause or a question is; addresses without the site's own prefix."""

from functools import lru_cache
from urllib.parse import quote

NOW = "nu"
"""In place of the id of a version: the one that holds today."""


@lru_cache(maxsize=65_536)
def _quoted(name: str) -> str:
    """Return a name as one step of an address; the same ones come back hundreds of times on a page."""
    return quote(name, safe="")


def policy_address(policy: str) -> str:
    """Return the address of the page of a policy."""
    return f"/beleid/{_quoted(policy)}"


def theme_address(theme: str) -> str:
    """Return the address of the page with all policies of a theme."""
    return f"/thema/{_quoted(theme)}"


def version_address(policy: str, version: str = NOW) -> str:
    """Return the address of the reading page of a version, by its id or `nu`."""
    return f"{policy_address(policy)}/{_quoted(version)}"


def place_address(policy: str, version: str, name: str) -> str:
    """Return the permanent address of a clause, by its eid, or of a question, by the name that its id ends with."""
    return f"{version_address(policy, version)}/{_quoted(name)}"


def in_text_address(policy: str, version: str, name: str) -> str:
    """Return where a clause or a question stands in the reading page of its version, whatever part that is in."""
    place = _quoted(name)
    return f"{version_address(policy, version)}?bij={place}#{place}"


def name_in_version(id_: str) -> str:
    """Return what names a clause or a question within its version: its id without the version before it."""
    return id_.partition("/")[2]
