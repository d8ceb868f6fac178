"""What a clause or a question refers to, and what refers to it, as links for a visitor."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tracker.addresses import place_address, policy_address
from tracker.publish.reading.rows import Row

_LAWS = "https://wetten.overheid.nl/"


@dataclass(frozen=True)
class Referral:
    """A reference: what is printed, what it leads to in words, and the address; `outside`: on another site."""

    printed: str
    words: str
    address: str
    outside: bool = False


def referrals(
    rows: Sequence[Row], texts: Mapping[tuple[str, str], str], policy: str, *, example: bool, path: Callable[[str], str]
) -> list[Referral]:
    """Return what is referred to, each once. `texts` are those that refer, by id and field; `policy` is theirs.

    What is made up leads to the laws that there are, and to nothing else outside this site.
    """
    found: dict[tuple[str, str], Referral] = {}
    for row in rows:
        printed = texts.get((row["of"], row["field"]), "")[row["start"] : row["end"]]
        referral = _referral(row, printed, policy, example, path)
        if printed and referral is not None:
            found.setdefault((printed, referral.address), referral)
    return list(found.values())


def _referral(row: Row, printed: str, policy: str, example: bool, path: Callable[[str], str]) -> Referral | None:
    elsewhere = f", {row['policy_name']}" if row["policy"] and row["policy"] != policy else ""
    if row["place"]:
        version, _, name = row["target_clause"].partition("/")
        words = f"{row['place']} {row['heading']}".strip() + elsewhere
        return Referral(printed, words, path(place_address(row["policy"], version, name)))
    if row["target_policy"]:
        return Referral(printed, row["policy_name"], path(policy_address(row["target_policy"])))
    if row["target_uri"].startswith("jci1"):
        return Referral(printed, "wetten.overheid.nl", _LAWS + row["target_uri"], outside=True)
    if row["target_uri"].startswith(("https://", "http://")) and not example:
        return Referral(printed, row["target_uri"].split("/")[2], row["target_uri"], outside=True)
    return None


def referring(rows: Sequence[Row], policy: str, path: Callable[[str], str]) -> list[Referral]:
    """Return what refers here, each once, as links to it."""
    found: dict[str, Referral] = {}
    for row in rows:
        version, _, name = row["id"].partition("/")
        elsewhere = f", {row['policy_name']}" if row["policy"] != policy else ""
        words = f"{row['place']} {row['heading'] or ''}".strip() + elsewhere
        found.setdefault(row["id"], Referral("", words, path(place_address(row["policy"], version, name))))
    return list(found.values())
