"""The register: which policies are followed, and where their texts are published.

A register is a TOML file. Every policy is an entry `[[policies]]` with one or more `[[policies.sources]]`:

    [[policies]]
    id = "sociaal-makelen"       # lower case letters, digits and hyphens; stays the same for ever
    title = "Beleidsregel Sociaal Makelen"
    theme = "sociaal makelen"
    kind = "beleidsregel"
    municipality = "Utrecht"
    succeeds = ["welzijn-2010"]  # optional: ids of the policies that this one replaces
    example = true               # optional: the policy is made up
    note = "..."                 # optional: shown to readers
      [[policies.sources]]
      adapter = "cvdr"           # cvdr, gmb, web, folder
      locator = 'search: creator=Utrecht title="Sociaal Makelen"'
      role = "tekst"             # optional: tekst (the policy) or vragen (questions and answers about it)
      id = "..."                 # optional: made from the policy and the locator
      label = "..."              # optional: name of the version that a file or page holds
      valid_from = 2018-01-30    # optional, as is valid_to
      optional = true            # optional: holding nothing yet is no failure
      links = "*.pdf"            # optional, web only: the documents that the page links to

A locator is a CVDR work or expression (cvdr), the identifier of an official publication (gmb), a search (cvdr, gmb; see
`tracker.locator`), an address (web), or a file, folder or glob beside the register (folder).
"""

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tracker.entry import ADAPTERS, ROLES, PolicyEntry, RegisterFile, SourceEntry, problem_text, suggestion
from tracker.model import Policy, Source, TrackerError

__all__ = ["ADAPTERS", "ROLES", "Register", "RegisterError", "load_register", "read_register", "slug"]

_LONGEST_SLUG = 60
_TOML_POSITION = re.compile(r" \(at line (\d+), column (\d+)\)$")
_HEADER = re.compile(r"\s*\[\[\s*policies\s*(\.\s*sources\s*)?\]\]")


class RegisterError(TrackerError):
    """A register that cannot be used; `problems` holds all that is wrong with it, one line each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Register:
    """A register that was read and found in order."""

    path: Path
    policies: tuple[Policy, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """All sources, in the order of the register."""
        return tuple(source for policy in self.policies for source in policy.sources)


@dataclass(frozen=True)
class _Problem:
    """Something wrong in an entry; the indexes say in which one, None where it is about more."""

    text: str
    policy: int | None = None
    source: int | None = None


def load_register(path: Path) -> Register:
    """Read a register.

    Raises RegisterError with one line for every problem: file, entry, what is wrong, what to write.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise RegisterError(
            [f"{path}: there is no such register; make it with tracker add, or name another one"]
        ) from None
    except UnicodeDecodeError as error:
        raise RegisterError([f"{path}: not UTF-8 (byte {error.start}); save it as UTF-8"]) from error
    except OSError as error:
        raise RegisterError([f"{path}: cannot be read ({error.strerror}); see who may read it"]) from error
    return read_register(text, path)


def read_register(text: str, path: Path) -> Register:
    """Read the text of a register; `path` is where it stands, which relative locators start from.

    Raises RegisterError, as `load_register` does.
    """
    data = _toml(text, path)
    problems = list(_problems_across_entries(data))
    entries: list[PolicyEntry] = []
    try:
        entries = RegisterFile.model_validate(data).policies
    except ValidationError as error:
        problems += [_located(error_details["loc"], problem_text(error_details)) for error_details in error.errors()]
    if problems:
        lines = _header_lines(text)
        raise RegisterError([_line(problem, data, lines, path) for problem in sorted(problems, key=_position)])
    return Register(Path(path), _policies(entries, Path(path).resolve().parent))


def slug(text: str, longest: int = _LONGEST_SLUG) -> str:
    """Make a name of lower case letters, digits and hyphens; a text that is too long ends in a hash of it."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    name = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    return name if len(name) <= longest else f"{name[: longest - 7].rstrip('-')}-{_hash(text)}"


def _toml(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        position = _TOML_POSITION.search(str(error))
        place = f"{path}:{position[1]}:{position[2]}" if position else str(path)
        reason = _TOML_POSITION.sub("", str(error))
        raise RegisterError([f"{place}: not TOML ({reason}); correct that line"]) from error


# ---------------------------------------------------------------------------- problems


def _problems_across_entries(data: Mapping[str, Any]) -> Iterator[_Problem]:
    """Find what is wrong between entries, whatever else is wrong within them."""
    policies = _tables(data, "policies")
    ids = [policy.get("id") for policy in policies]
    sources_seen: dict[str, str] = {}
    for index, policy in enumerate(policies):
        identifier = policy.get("id")
        if identifier is not None and identifier in ids[:index]:
            yield _Problem(
                f"the id {identifier!r} is taken by policy {ids.index(identifier) + 1}; write another", index
            )
        succeeds = policy.get("succeeds")
        for other in succeeds if isinstance(succeeds, list) else []:
            if other == identifier:
                yield _Problem("succeeds itself; write the id of the policy that it replaces", index)
            elif other not in ids:
                known = [known for known in ids if isinstance(known, str)]
                yield _Problem(
                    f"succeeds {other!r}, which is not in the register{suggestion(str(other), known)}", index
                )
        yield from _doubles_in_sources(index, policy, sources_seen)
    yield from _circles(policies)


def _doubles_in_sources(index: int, policy: Mapping[str, Any], seen: dict[str, str]) -> Iterator[_Problem]:
    places: dict[str, int] = {}
    for number, source in enumerate(_tables(policy, "sources")):
        place = f"{source.get('adapter')} {source.get('locator')!r}"
        if "locator" in source and place in places:
            yield _Problem(f"{place} is source {places[place] + 1} of this policy too; drop one", index, number)
        places.setdefault(place, number)
        identifier = source.get("id")
        if not isinstance(identifier, str):
            continue
        if identifier in seen:
            taken = f"the id {identifier!r} is taken by a source of policy {seen[identifier]}"
            yield _Problem(f"{taken}; write another or leave it out", index, number)
        seen.setdefault(identifier, f'"{policy.get("id")}"')


def _circles(policies: Sequence[Mapping[str, Any]]) -> Iterator[_Problem]:
    """Find policies that succeed each other in a circle."""
    before = {str(policy.get("id")): _others(policy) for policy in policies}
    for index, policy in enumerate(policies):
        start = str(policy.get("id"))
        reached = list(before[start])
        for other in reached:  # grows while it is gone through
            reached += [each for each in before.get(other, []) if each not in reached]
        if start in reached:
            yield _Problem(f"succeeds itself by way of {reached[0]!r}; drop one of the two from succeeds", index)


def _others(policy: Mapping[str, Any]) -> list[str]:
    succeeds = policy.get("succeeds")
    return [str(other) for other in succeeds if other != policy.get("id")] if isinstance(succeeds, list) else []


def _located(place: tuple[int | str, ...], text: str) -> _Problem:
    indexes = [part for part in place if isinstance(part, int)]
    return _Problem(text, *indexes[:2])


def _position(problem: _Problem) -> tuple[int, int]:
    policy = -1 if problem.policy is None else problem.policy
    return policy, -1 if problem.source is None else problem.source


def _line(problem: _Problem, data: Mapping[str, Any], lines: Mapping[tuple[int, int], int], path: Path) -> str:
    """Say where a problem is and what it is."""
    number = lines.get(_position(problem))
    place = f"{path}:{number}" if number else str(path)
    if problem.policy is None:
        return f"{place}: {problem.text}"
    identifier = _tables(data, "policies")[problem.policy].get("id")
    entry = f'policy "{identifier}"' if isinstance(identifier, str) and identifier else f"policy {problem.policy + 1}"
    if problem.source is not None:
        entry += f", source {problem.source + 1}"
    return f"{place}: {entry}: {problem.text}"


def _header_lines(text: str) -> dict[tuple[int, int], int]:
    """Give the line number of every `[[policies]]` (policy, -1) and `[[policies.sources]]` (policy, source)."""
    lines: dict[tuple[int, int], int] = {}
    policy, source = -1, -1
    for number, line in enumerate(text.splitlines(), start=1):
        header = _HEADER.match(line)
        if header and header[1]:
            source += 1
            lines[policy, source] = number
        elif header:
            policy, source = policy + 1, -1
            lines[policy, source] = number
    return lines


def _tables(data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """Give a list of tables, with an empty one for whatever else stands there."""
    values = data.get(key)
    return [value if isinstance(value, Mapping) else {} for value in values] if isinstance(values, list) else []


# ---------------------------------------------------------------------------- values


def _policies(entries: Sequence[PolicyEntry], base: Path) -> tuple[Policy, ...]:
    taken = {source.id for entry in entries for source in entry.sources if source.id}
    policies = []
    for entry in entries:
        sources = []
        for source in entry.sources:
            identifier = source.id or _source_id(entry.id, source, taken)
            taken.add(identifier)
            sources.append(_source(identifier, entry.id, source, base))
        policies.append(
            Policy(
                id=entry.id,
                title=entry.title,
                theme=entry.theme,
                kind=entry.kind,
                municipality=entry.municipality,
                sources=tuple(sources),
                succeeds=tuple(entry.succeeds),
                example=entry.example,
                note=entry.note,
            )
        )
    return tuple(policies)


def _source(identifier: str, policy: str, entry: SourceEntry, base: Path) -> Source:
    options = {"links": entry.links or "", "optional": "true" if entry.optional else ""}
    return Source(
        id=identifier,
        policy=policy,
        adapter=entry.adapter,
        locator=entry.locator,
        role=entry.role,
        valid_from=entry.valid_from,
        valid_to=entry.valid_to,
        label=entry.label,
        base=str(base),
        options=tuple((name, value) for name, value in options.items() if value),
    )


def _source_id(policy: str, entry: SourceEntry, taken: set[str]) -> str:
    """Name a source after what it is read from, so that the name stays when sources come and go around it."""
    name = f"{policy}-{slug(re.sub(r'^https?://(www[.])?', '', entry.locator))}"
    return f"{name}-{_hash(f'{entry.adapter} {entry.locator}')}" if name in taken else name


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]
