"""Put an address in the register: recognise what it is, look at it, and write an entry for it."""

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tracker.entry import suggestion
from tracker.fetch import Client, FetchFailed, NothingFoundError, fetch
from tracker.fetch import cvdr as cvdr_adapter
from tracker.fetch import gmb as gmb_adapter
from tracker.fetch.sru import Record, publisher_name
from tracker.locator import cvdr_identifier, cvdr_in_address, is_search, publication_identifier, publication_in_address
from tracker.model import Fetched, FetchError, Policy, ReadError, Source, TrackerError
from tracker.parse import parse
from tracker.register import Register, load_register, slug
from tracker.register_text import RegisterText

_LONGEST_ID = 50
_OTHER_THEME = "overig"
_OTHER_KIND = "document"
_KINDS = (
    "beleidsregel",
    "nadere regel",
    "verordening",
    "nota",
    "regeling",
    "besluit",
    "visie",
    "plan",
    "brief",
    "manifest",
)
_QUESTIONS = re.compile(
    r"vragen[\s_-]+en[\s_-]+antwoorden|veel[\s_-]*gestelde[\s_-]+vragen|\bq\s*&\s*a\b|\bfaq\b", re.I
)
_HOST = re.compile(r"www\.\S+|[\w-]+(\.[\w-]+)*\.[a-z]{2,}/\S*", re.IGNORECASE)


@dataclass(frozen=True)
class Proposal:
    """What an address is, before it is looked at; `note` is a choice that was made for the maintainer."""

    adapter: str
    locator: str
    note: str = ""


@dataclass(frozen=True)
class AddedEntry:
    """An entry that was written. `text` is what was added to the file; `notes` are sentences for the maintainer."""

    path: Path
    policy: str
    adapter: str
    locator: str
    text: str
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = [
            f"{self.path}: policy {self.policy!r} now follows {self.adapter} {self.locator}",
            "",
            self.text.strip("\n"),
            "",
        ]
        return "\n".join([*lines, *self.notes, f"Fetch it now: tracker run --sources {self.path} --only {self.policy}"])


@dataclass(frozen=True)
class _Description:
    """What a source says of itself, and what kept it from saying more."""

    title: str = ""
    municipality: str = ""
    kind: str = ""
    trouble: str = ""


def recognise(address: str, folder: Path = Path()) -> Proposal:
    """Tell what an address, an identifier or a path leads to; a path is written from the register's `folder`.

    An address of one version of a regulation is taken as the regulation, which is what can be followed; the identifier
    of one version (`CVDR607639_1`) is taken as it is written.

    Raises TrackerError when it is none of these.
    """
    address = address.strip()
    publication = publication_identifier(address)
    if publication:
        return Proposal("gmb", publication)
    if address.upper().startswith("CVDR") and (identifier := cvdr_identifier(address)):
        return Proposal("cvdr", str(identifier))
    if urlsplit(address).scheme in ("http", "https"):
        return _recognise_address(address)
    path = Path(unquote(urlsplit(address).path)) if address.startswith("file:") else Path(address)
    if address and path.exists():
        return Proposal("folder", Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix())
    if _HOST.fullmatch(address):
        return _recognise_address(f"https://{address}")
    raise TrackerError(
        f"{address}: not an address, an identifier or a file; write for instance "
        "https://lokaleregelgeving.overheid.nl/CVDR607639, gmb-2018-19621 or the path of a PDF"
    )


def add(url: str, register_path: Path, *, client: Client, overrides: Mapping[str, str] | None = None) -> AddedEntry:
    """Look at an address and put it in the register, which is made where there is none.

    overrides: what the maintainer says of it, under the keys of a policy (`id`, `title`, `theme`, `kind`,
    `municipality`) and of a source (`role`, `label`, `valid_from`, `valid_to`, `links`); `policy` names the policy that
    it becomes a source of. Empty values say nothing.

    Raises TrackerError when it is in the register already, when something is not known that an entry needs, or when the
    register is not in order; the file is then as it was.
    """
    path = Path(register_path)
    said = {key: value for key, value in (overrides or {}).items() if value}
    file = RegisterText.read(path)
    register = Register(path, ()) if file.is_blank else load_register(path)
    proposal = recognise(url, path.parent)
    _refuse_double(proposal, register)
    policy = _named_policy(said.get("policy", ""), register)
    description = _describe(proposal, path.parent, client)
    source = _source_entry(proposal, said, description, url)
    if policy:
        name, text = policy.id, file.insert_source(register.policies.index(policy), source)
    else:
        entry = _policy_entry(said, description, register, url)
        name, text = str(entry["id"]), file.append_policy(entry, source)
    file.save()
    notes = tuple(note for note in (proposal.note, description.trouble, _unknown_theme(policy, said)) if note)
    return AddedEntry(path, name, proposal.adapter, proposal.locator, text, notes)


# ---------------------------------------------------------------------------- recognising


def _recognise_address(address: str) -> Proposal:
    publication, regulation = publication_in_address(address), cvdr_in_address(address)
    if publication:
        return Proposal("gmb", publication)
    if regulation is None:
        return Proposal("web", address.split("#")[0])
    if regulation.expression is None:
        return Proposal("cvdr", regulation.work)
    note = f"All versions of {regulation.work} are followed; write {regulation} as locator to keep to that one."
    return Proposal("cvdr", regulation.work, note)


def _refuse_double(proposal: Proposal, register: Register) -> None:
    for source in register.sources:
        if _place(proposal.adapter, proposal.locator) == _place(source.adapter, source.locator):
            raise TrackerError(
                f"{proposal.locator}: policy {source.policy!r} in {register.path} follows it already "
                f"(source {source.id!r}, {source.locator}); change that entry instead"
            )


def _place(adapter: str, locator: str) -> tuple[str, str]:
    """Reduce a locator to what it leads to: versions of one regulation, or spellings of one address, are one place."""
    if adapter == "cvdr" and not is_search(locator):
        identifier = cvdr_identifier(locator)
        return adapter, identifier.work if identifier else locator
    if adapter == "web":
        parts = urlsplit(locator)
        host = (parts.hostname or "").removeprefix("www.")
        return adapter, f"{host}:{parts.port}{parts.path.rstrip('/')}?{parts.query}"
    return adapter, locator


def _named_policy(identifier: str, register: Register) -> Policy | None:
    known = {policy.id: policy for policy in register.policies}
    if identifier and identifier not in known:
        raise TrackerError(f"{register.path}: there is no policy {identifier!r}{suggestion(identifier, known)}")
    return known.get(identifier)


# ---------------------------------------------------------------------------- looking


def _describe(proposal: Proposal, folder: Path, client: Client) -> _Description:
    """Ask the source what it is; one that cannot be reached now can still be followed.

    Raises FetchError when the source answers that it does not exist.
    """
    try:
        if proposal.adapter == "cvdr":
            identifier = cvdr_identifier(proposal.locator)
            work = identifier.work if identifier else proposal.locator
            return _of_record(cvdr_adapter.find(work, client)[-1][1])
        if proposal.adapter == "gmb":
            return _of_record(gmb_adapter.find(proposal.locator, client)[-1])
        return _of_document(proposal, folder, client)
    except FetchError as error:
        if error.gone or isinstance(error, NothingFoundError):
            raise
        return _Description(trouble=_sentence(f"It could not be looked at: {error}"))


def _of_record(record: Record) -> _Description:
    kinds = [field.text for field in record.all("type") if field.text.lower() != "regeling"]
    return _Description(record.text("title"), publisher_name(record.text("creator")), kinds[0] if kinds else "")


def _of_document(proposal: Proposal, folder: Path, client: Client) -> _Description:
    source = Source("new", "new", proposal.adapter, proposal.locator, base=str(folder))
    outcome = next(fetch(source, client))
    if isinstance(outcome, FetchFailed):
        raise outcome.error
    if not isinstance(outcome, Fetched):
        return _Description()
    try:
        document = parse(outcome.content, media_type=outcome.media_type, name=outcome.address)
    except ReadError as error:
        return _Description(trouble=_sentence(f"It is there, and cannot be read: {error}"))
    municipality = document.meta("municipality") or document.meta("creator")
    return _Description(document.title, publisher_name(municipality))


def _sentence(text: str) -> str:
    return text if text.endswith(("?", ".", "!")) else f"{text}."


# ---------------------------------------------------------------------------- writing an entry


def _policy_entry(said: Mapping[str, str], description: _Description, register: Register, url: str) -> dict[str, Any]:
    municipalities = {policy.municipality for policy in register.policies if not policy.example}
    only = municipalities.pop() if len(municipalities) == 1 else ""
    title = said.get("title") or description.title
    municipality = said.get("municipality") or description.municipality or only
    missing = [f"--{key}" for key, value in (("title", title), ("municipality", municipality)) if not value]
    if missing:
        trouble = description.trouble or "The source does not say all that an entry needs."
        raise TrackerError(f"{url}: {trouble} Give {' and '.join(missing)}")
    kind = next((kind for kind in _KINDS if kind in title.lower()), _OTHER_KIND)
    return {
        "id": said.get("id") or _new_id(title, {policy.id for policy in register.policies}),
        "title": title,
        "theme": said.get("theme") or _OTHER_THEME,
        "kind": said.get("kind") or description.kind or kind,
        "municipality": municipality,
    }


def _source_entry(proposal: Proposal, said: Mapping[str, str], description: _Description, url: str) -> dict[str, Any]:
    about_questions = _QUESTIONS.search(f"{said.get('title', '')} {description.title} {unquote(url)}")
    entry: dict[str, Any] = {"adapter": proposal.adapter, "locator": proposal.locator}
    entry["role"] = said.get("role") or ("vragen" if about_questions else "tekst")
    for key in ("label", "valid_from", "valid_to", "links"):
        if key in said:
            entry[key] = said[key]
            if key.startswith("valid"):
                with suppress(ValueError):  # a date that is none is reported when the register is read back
                    entry[key] = date.fromisoformat(said[key])
    return entry


def _new_id(title: str, taken: set[str]) -> str:
    """Make an id of the first words of a title."""
    words = slug(title, longest=10_000).split("-")
    while len(words) > 1 and len("-".join(words)) > _LONGEST_ID:
        words.pop()
    name = "-".join(words)[:_LONGEST_ID] or "policy"
    numbered = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(new for new in numbered if new not in taken)


def _unknown_theme(policy: Policy | None, said: Mapping[str, str]) -> str:
    return (
        "" if policy or said.get("theme") else f'Its theme is not known: change theme = "{_OTHER_THEME}" in the entry.'
    )
