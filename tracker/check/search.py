"""Look for rules that are not followed yet: on the themes and with the titles of the register, in its municipalities.

The collections are searched once a day. What a search finds and the register does not lead to is a candidate; of what
is new since the search before, the text is read too, for a rule seldom says in its title that it repeals another one.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tracker.fetch import Client, cvdr, gmb
from tracker.fetch.sru import Record
from tracker.locator import CvdrIdentifier, Search
from tracker.model import Failure, FetchError, Policy, TrackerError
from tracker.store import Candidate, Store

EVERY = timedelta(hours=20)  # between two searches: once a day, whatever the minute
_NATIONAL = ("cvdr", "gmb")
_KIND_OF_TEXT = re.compile(
    r"^(?:concept[- ])?(?:beleidsregels?|nadere regels?|(?:subsidie)?verordening|(?:subsidie)?regeling|"
    r"(?:uitvoerings)?besluit|nota|notitie|kader|beleidsplan|beleidskader)\b[\s:]*(?:inzake|over|voor|van)?\s*",
    re.IGNORECASE,
)
_YEARS = re.compile(r"[\s,(–-]*(?:\b(?:19|20)\d\d\b[)\s–-]*)+(?:gemeente \w+)?\W*$", re.IGNORECASE)
_REPEAL_IN_TITLE = re.compile(r"\b(?:intrekking|intrekken|ingetrokken|intrekkingsbesluit)\b", re.IGNORECASE)
_REPEAL = re.compile(r"\b(?:ingetrokken|vervalt|vervallen|vervangt|vervangen)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Topic:
    """Words to search for in the titles of one municipality.

    policies: the followed ones that the words come from; neighbours: all that are followed in that municipality.
    """

    municipality: str
    words: str
    policies: tuple[Policy, ...]
    neighbours: tuple[Policy, ...]


@dataclass(frozen=True)
class _Find:
    """One regulation or publication that a search found."""

    identifier: str
    adapter: str
    record: Record
    page: str
    published: str
    addresses: tuple[str, ...]  # where its text is, the best first


def topics(policies: Sequence[Policy]) -> list[Topic]:
    """Return what to search for: the themes and titles of the policies that are followed in a national collection."""
    found: dict[tuple[str, str], list[Policy]] = {}
    for policy in policies:
        if policy.example or not any(source.adapter in _NATIONAL for source in policy.sources):
            continue
        for words in dict.fromkeys(map(str.casefold, (policy.theme, core_title(policy.title)))):
            found.setdefault((policy.municipality, words), []).append(policy)
    return [
        Topic(place, words, tuple(named), tuple(each for each in policies if each.municipality == place))
        for (place, words), named in found.items()
    ]


def core_title(title: str) -> str:
    """Return a title without the kind of text before it and the years behind it: "Sociaal Makelen"."""
    return _YEARS.sub("", _KIND_OF_TEXT.sub("", title.strip())).strip() or title.strip()


def search(policies: Sequence[Policy], store: Store, client: Client, clock: Callable[[], datetime]) -> list[Failure]:
    """Search what is due, and store what was found. Returns the searches that failed; they are done again next time."""
    done, failures = store.searches(), []
    for topic in topics(policies):
        for adapter in _NATIONAL:
            name = f"{adapter}: {topic.municipality}, {topic.words}"
            at, went_well = done.get(name, (None, False))
            if at and went_well and timedelta(0) <= clock() - at < EVERY:
                continue
            try:
                finds = list(_finds(adapter, topic, client))
            except FetchError as error:
                store.save_search(name, clock(), None, str(error))
                failures.append(Failure(f"search {name}", "search", str(error), unreachable=error.unreachable))
                continue
            with store.transaction():
                store.save_candidates(_candidates(finds, topic, store, client if at else None, clock()))
                store.save_search(name, clock(), len(finds))
    return failures


def _finds(adapter: str, topic: Topic, client: Client) -> Iterator[_Find]:
    wanted = Search(topic.municipality, topic.words)
    if adapter == "gmb":
        for record in gmb.titled(wanted, client):
            told = gmb.metadata_of(record)
            addresses = tuple(gmb.offered(record, client.settings))
            yield _Find(told["label"], adapter, record, told["page"], told["published"], addresses)
        return
    newest: dict[str, tuple[CvdrIdentifier, Record]] = {}
    for expression, record in cvdr.titled(wanted, client):
        if expression.work not in newest or (expression.expression or 0) > (newest[expression.work][0].expression or 0):
            newest[expression.work] = (expression, record)
    for work, (expression, record) in newest.items():
        told = cvdr.metadata_of(record, expression, client.settings)
        address = cvdr.xml_of(expression, record, client.settings)
        yield _Find(work, adapter, record, told["page"], told["valid_from"], (address,))


def _candidates(
    finds: Sequence[_Find], topic: Topic, store: Store, client: Client | None, now: datetime
) -> list[Candidate]:
    """Judge what was found and is not followed; with a client, read the text of what was not found before."""
    followed, known = store.followed_identifiers(), store.candidates()
    grounds = _grounds(finds, followed)
    found = []
    for find in finds:
        if find.identifier in followed or find.identifier in known:
            continue
        candidate = _judge(find, topic, grounds, now)
        found.append(_with_text(candidate, find, topic, client) if client else candidate)
    return found


def _grounds(finds: Sequence[_Find], followed: Mapping[str, str]) -> dict[str, str]:
    """Return the legal grounds of the followed regulations among what was found, each with the policy."""
    return {
        ground.text: followed[find.identifier]
        for find in finds
        if find.identifier in followed
        for ground in find.record.all("source")
    }


def _judge(find: _Find, topic: Topic, grounds: Mapping[str, str], now: datetime) -> Candidate:
    title = find.record.text("title", "alternative") or find.identifier
    named = next((policy for policy in topic.policies if _names(title, policy)), None)
    same_ground = next((grounds[each.text] for each in find.record.all("source") if each.text in grounds), None)
    policy = named.id if named else same_ground
    if named and _REPEAL_IN_TITLE.search(title):
        kind, why = "intrekking", f"De titel zegt dat {named.title} wordt ingetrokken."
    elif named:
        kind, why = "opvolger", f"De titel lijkt op die van {named.title}, die u al volgt."
    elif same_ground:
        kind, why = "opvolger", "Deze regel is gemaakt op grond van hetzelfde wetsartikel als een regel die u al volgt."
    else:
        kind, why = "regel", f"Deze regel van {topic.municipality} gaat ook over {topic.words}."
    return Candidate(
        id=find.identifier,
        kind=kind,
        municipality=topic.municipality,
        theme=topic.policies[0].theme,
        policy=policy,
        adapter=find.adapter,
        locator=find.identifier,
        title=title,
        published=find.published or None,
        page=find.page,
        why=why,
        first_seen=now,
    )


def _with_text(candidate: Candidate, find: _Find, topic: Topic, client: Client) -> Candidate:
    """Look in the text whether it says that a followed policy is repealed."""
    from tracker.parse import parse  # loaded for what is new only

    try:
        answer = client.get(find.addresses[0])
        document = parse(answer.content, media_type=answer.media_type, name=find.identifier)
    except (TrackerError, IndexError):  # the title has been judged; a text that cannot be read adds nothing to that
        return candidate
    for block in document.blocks:
        for policy in topic.neighbours:
            if _REPEAL.search(block.text) and _names(block.text, policy):
                why = f"In de tekst staat dat {policy.title} vervalt, wordt ingetrokken of wordt vervangen."
                kind = candidate.kind if candidate.kind == "intrekking" else "opvolger"
                return replace(candidate, kind=kind, policy=policy.id, why=why)
    return candidate


def _names(text: str, policy: Policy) -> bool:
    """Tell whether a text has the words of a policy's title in it, in their order."""
    return f" {_plain(core_title(policy.title))} " in f" {_plain(text)} "


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
