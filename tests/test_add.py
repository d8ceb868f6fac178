"""Putting an address in the register: what is recognised, what is written, and what is left alone."""

import difflib
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.publisher import Expression, Publication, Publisher, Reply

from tracker.add import AddedEntry, Proposal, add, recognise
from tracker.fetch import Client, FetchFailed, fetch
from tracker.model import TrackerError
from tracker.register import RegisterError, load_register

ROOT = Path(__file__).resolve().parent.parent

REGISTER = """\
# Our register.   Mind the spaces.

[[policies]]  # the first one
id = "buurthuizen"
title = 'Beleidsregel Buurthuizen'   # single quotes
theme = "buurthuizen"
kind = "beleidsregel"
municipality = "Voorbeeldstad"

    [[policies.sources]]
    adapter   = "cvdr"
    locator   = "CVDR900001"

# ---- below: the second one

[[policies]]
id = "speeltuinen"
title = "Beheerde speeltuinen"
theme = "buurt"
kind = "beleidsregel"
municipality = "Voorbeeldstad"

    [[policies.sources]]
    adapter = "web"
    locator = "https://www.voorbeeldstad.example/speeltuinen/"
# the end"""

HTML = """<!DOCTYPE html><html lang="nl"><head><title>Nota Zelfbeheer</title></head><body><main><h1>Nota Zelfbeheer</h1>
<p>Bewoners die een buurthuis zelf willen beheren, krijgen daarvoor de sleutel en een budget van de gemeente.</p>
<p>De gemeente neemt hierover een besluit binnen acht weken nadat de bewoners hun plan hebben ingediend.</p>
</main></body></html>"""


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as publisher:
        yield publisher


@pytest.fixture
def client(publisher: Publisher) -> Iterator[Client]:
    with publisher.client() as client:
        yield client


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "corpus" / "sources.toml"
    path.parent.mkdir()
    path.write_text(REGISTER, encoding="utf-8")
    return path


def new_lines(path: Path, before: str = REGISTER) -> list[str]:
    """The lines that came; none may have gone or changed."""
    delta = [line for line in difflib.ndiff(before.splitlines(), path.read_text().splitlines()) if line[0] in "+-"]
    assert not [line for line in delta if line.startswith("-")], "lines of the register were changed"
    return [line[2:] for line in delta if line[2:].strip()]


def refused(url: str, register: Path, client: Client, **overrides: str) -> str:
    before = register.read_bytes()
    with pytest.raises(TrackerError) as caught:
        add(url, register, client=client, overrides=overrides)
    assert register.read_bytes() == before, "a refused entry changed the register"
    assert [path.name for path in register.parent.iterdir()] == [register.name], "something was left beside it"
    return str(caught.value)


# ------------------------------------------------------------------ recognising


@pytest.mark.parametrize(
    ("address", "adapter", "locator"),
    [
        ("https://lokaleregelgeving.overheid.nl/CVDR607639/1", "cvdr", "CVDR607639"),
        ("lokaleregelgeving.overheid.nl/CVDR607639", "cvdr", "CVDR607639"),
        (
            "https://repository.officiele-overheidspublicaties.nl/cvdr/CVDR607639/1/xml/CVDR607639_1.xml",
            "cvdr",
            "CVDR607639",
        ),
        (
            "http://decentrale.regelgeving.overheid.nl/cvdr/xhtmloutput/Historie/Utrecht/302237/302237_1.html",
            "cvdr",
            "CVDR302237",
        ),
        ("CVDR607639", "cvdr", "CVDR607639"),
        ("cvdr607639_1", "cvdr", "CVDR607639_1"),
        ("https://zoek.officielebekendmakingen.nl/gmb-2018-19621.html", "gmb", "gmb-2018-19621"),
        ("https://zoek.officielebekendmakingen.nl/gmb-2018-19621.pdf?x=1#y", "gmb", "gmb-2018-19621"),
        ("zoek.officielebekendmakingen.nl/gmb-2018-19621", "gmb", "gmb-2018-19621"),
        ("GMB-2018-19621", "gmb", "gmb-2018-19621"),
        ("https://www.voorbeeldstad.example/nota.pdf#page=4", "web", "https://www.voorbeeldstad.example/nota.pdf"),
        ("www.voorbeeldstad.example", "web", "https://www.voorbeeldstad.example"),
        ("voorbeeldstad.example/zorg", "web", "https://voorbeeldstad.example/zorg"),
    ],
)
def test_what_an_address_is(address: str, adapter: str, locator: str) -> None:
    proposal = recognise(address)
    assert (proposal.adapter, proposal.locator) == (adapter, locator)


def test_one_version_of_a_regulation_is_taken_as_the_regulation() -> None:
    note = "All versions of CVDR607639 are followed; write CVDR607639_1 as locator to keep to that one."
    assert recognise("https://lokaleregelgeving.overheid.nl/CVDR607639/1").note == note
    assert recognise("CVDR607639_1").note == ""


def test_files_are_written_from_the_register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "nota's 1.pdf").write_text("x")
    expected = Proposal("folder", "../nota's 1.pdf")
    monkeypatch.chdir(tmp_path)
    assert recognise("nota's 1.pdf", Path("corpus")) == expected
    assert recognise((tmp_path / "nota's 1.pdf").as_uri(), tmp_path / "corpus") == expected


@pytest.mark.parametrize("address", ["", "nota", "nota.pdf", "ftp://example.org/nota.pdf", "607639", "map/nota.pdf"])
def test_what_is_no_address(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # where nothing of that name stands
    with pytest.raises(TrackerError, match="not an address, an identifier or a file; write for instance https://"):
        recognise(address)


# ------------------------------------------------------------------ entries


def test_a_regulation(register: Path, publisher: Publisher, client: Client) -> None:
    old = Expression(1, "Beleidsregel zorg", creator="Utrecht", type="beleidsregel")
    new = Expression(2, 'Beleidsregel "Zorg" & welzijn 2019', creator="Utrecht (Utr)", type="beleidsregel")
    publisher.add_regulation("CVDR900009", old, new)
    entry = add("https://lokaleregelgeving.overheid.nl/CVDR900009/1", register, client=client)
    assert new_lines(register) == [
        "[[policies]]",
        'id = "beleidsregel-zorg-welzijn-2019"',
        'title = "Beleidsregel \\"Zorg\\" & welzijn 2019"',
        'theme = "overig"',
        'kind = "beleidsregel"',
        'municipality = "Utrecht"',
        "    [[policies.sources]]",
        '    adapter = "cvdr"',
        '    locator = "CVDR900009"',
        '    role = "tekst"',
    ]
    assert (entry.policy, entry.adapter, entry.locator) == ("beleidsregel-zorg-welzijn-2019", "cvdr", "CVDR900009")
    assert load_register(register).policies[-1].title == 'Beleidsregel "Zorg" & welzijn 2019'


def test_a_publication(register: Path, publisher: Publisher, client: Client) -> None:
    publisher.add_publication(
        Publication("gmb-2099-7", "Vragen en antwoorden zelfbeheer", {"pdf": b"%PDF"}, type="overig")
    )
    entry = add("gmb-2099-7", register, client=client, overrides={"theme": "zelfbeheer", "role": ""})
    policy = load_register(register).policies[-1]
    assert (policy.id, policy.kind, policy.theme) == ("vragen-en-antwoorden-zelfbeheer", "overig", "zelfbeheer")
    assert (policy.sources[0].adapter, policy.sources[0].role) == ("gmb", "vragen")
    assert entry.notes == ()


def test_a_page(register: Path, publisher: Publisher, client: Client) -> None:
    address = publisher.page("/zelfbeheer", HTML)
    add(address + "#top", register, client=client)
    policy = load_register(register).policies[-1]
    assert (policy.title, policy.kind, policy.municipality) == ("Nota Zelfbeheer", "nota", "Voorbeeldstad")
    assert (policy.sources[0].adapter, policy.sources[0].locator) == ("web", address)


def test_a_file(register: Path, client: Client) -> None:
    (register.parent.parent / "zelfbeheer.html").write_text(HTML)
    add(str(register.parent.parent / "zelfbeheer.html"), register, client=client)
    source = load_register(register).policies[-1].sources[0]
    assert (source.adapter, source.locator) == ("folder", "../zelfbeheer.html")
    assert not isinstance(next(fetch(source, client)), FetchFailed)


def test_a_source_of_a_policy_stands_below_the_others(register: Path, publisher: Publisher, client: Client) -> None:
    publisher.add_publication(Publication("gmb-2099-7", "Beleidsregel", {"xml": b"<a/>"}))
    overrides = {"policy": "buurthuizen", "valid_from": "2018-01-30", "label": "bekendmaking"}
    entry = add("gmb-2099-7", register, client=client, overrides=overrides)
    lines = [
        "    [[policies.sources]]",
        '    adapter = "gmb"',
        '    locator = "gmb-2099-7"',
        '    role = "tekst"',
        '    label = "bekendmaking"',
        "    valid_from = 2018-01-30",
    ]
    assert new_lines(register) == lines
    assert entry.text.splitlines() == lines
    text = register.read_text()
    assert text.index("CVDR900001") < text.index("gmb-2099-7") < text.index("# ---- below: the second one")
    assert [len(policy.sources) for policy in load_register(register).policies] == [2, 1]


def test_a_source_of_the_last_policy(register: Path, publisher: Publisher, client: Client) -> None:
    publisher.add_publication(Publication("gmb-2099-7", "Beleidsregel", {"xml": b"<a/>"}))
    add("gmb-2099-7", register, client=client, overrides={"policy": "speeltuinen"})
    assert register.read_text().endswith("\n# the end")
    assert [len(policy.sources) for policy in load_register(register).policies] == [1, 2]


def test_what_the_maintainer_says_goes_first(register: Path, publisher: Publisher, client: Client) -> None:
    publisher.add_regulation("CVDR900009", Expression(1, "Beleidsregel zorg"))
    overrides = {
        "id": "zorg",
        "title": "Zorg",
        "theme": "zorg",
        "kind": "nota",
        "municipality": "Elders",
        "role": "vragen",
    }
    add("CVDR900009", register, client=client, overrides=overrides)
    policy = load_register(register).policies[-1]
    assert {key: getattr(policy, key) for key in overrides if key != "role"} | {
        "role": policy.sources[0].role
    } == overrides


def test_ids_stay_unique(register: Path, client: Client, publisher: Publisher) -> None:
    publisher.add_regulation("CVDR900008", Expression(1, "Buurthuizen"))
    publisher.add_regulation("CVDR900009", Expression(1, "Buurthuizen!"))
    entries = [add(f"CVDR90000{number}", register, client=client) for number in (8, 9)]
    assert [entry.policy for entry in entries] == ["buurthuizen-2", "buurthuizen-3"]


def test_a_long_title_gives_an_id_of_whole_words(register: Path, client: Client, publisher: Publisher) -> None:
    title = "Beleidsregel Informatievoorziening, Advies en Onafhankelijke Ondersteuning van bewoners"
    publisher.add_regulation("CVDR900008", Expression(1, title))
    assert add("CVDR900008", register, client=client).policy == "beleidsregel-informatievoorziening-advies-en"


def test_what_is_said_of_an_entry(register: Path, publisher: Publisher, client: Client) -> None:
    publisher.add_regulation("CVDR900009", Expression(1, "Zorg"))
    shown = str(add("https://lokaleregelgeving.overheid.nl/CVDR900009/1", register, client=client)).splitlines()
    assert shown[0] == f"{register}: policy 'zorg' now follows cvdr CVDR900009"
    assert shown[-3:] == [
        "All versions of CVDR900009 are followed; write CVDR900009_1 as locator to keep to that one.",
        'Its theme is not known: change theme = "overig" in the entry.',
        f"Fetch it now: tracker run --sources {register} --only zorg",
    ]


# ------------------------------------------------------------------ sources that do not help


def test_a_source_that_cannot_be_reached_can_be_followed(register: Path, publisher: Publisher, client: Client) -> None:
    publisher.close()
    entry = add("CVDR900009", register, client=client, overrides={"title": "Zorg"})
    assert load_register(register).policies[-1].title == "Zorg"
    assert entry.notes[0].startswith(
        f"It could not be looked at: {publisher.base}/sru/Search: the search workid=CVDR900009: "
    )
    assert "refuses the connection" in entry.notes[0]


def test_what_is_missing_is_asked_for(tmp_path: Path, publisher: Publisher, client: Client) -> None:
    publisher.close()
    with pytest.raises(TrackerError) as caught:
        add("CVDR900009", tmp_path / "new.toml", client=client)
    assert str(caught.value).startswith("CVDR900009: It could not be looked at: ")
    assert str(caught.value).endswith(" Give --title and --municipality")
    assert not (tmp_path / "new.toml").exists()


def test_a_document_that_cannot_be_read_yet(register: Path, publisher: Publisher, client: Client) -> None:
    address = publisher.page("/nota.pdf", b"", "application/pdf")
    message = refused(address, register, client)
    assert message.startswith(f"{address}: It is there, and cannot be read: ")
    assert message.endswith("Give --title")
    entry = add(address, register, client=client, overrides={"title": "Nota"})
    assert entry.notes[0].startswith("It is there, and cannot be read: ")


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("CVDR999999", "CVDR999999: the CVDR holds no such regulation"),
        ("gmb-2099-99", "gmb-2099-99: there is no such official publication"),
    ],
)
def test_what_does_not_exist_is_not_added(register: Path, client: Client, address: str, message: str) -> None:
    assert refused(address, register, client, title="Zorg").startswith(message)


def test_a_page_that_is_gone_is_not_added(register: Path, publisher: Publisher, client: Client) -> None:
    address = publisher.reply("/weg", Reply(status=410))
    assert refused(address, register, client, title="Zorg").startswith(f"{address}: answered 410 Gone")


# ------------------------------------------------------------------ registers that are left alone


@pytest.mark.parametrize(
    ("address", "policy"),
    [
        ("CVDR900001", "buurthuizen"),
        ("https://lokaleregelgeving.overheid.nl/CVDR900001/3", "buurthuizen"),
        ("CVDR900001_2", "buurthuizen"),
        ("https://www.voorbeeldstad.example/speeltuinen/", "speeltuinen"),
        ("http://voorbeeldstad.example/speeltuinen#top", "speeltuinen"),
    ],
)
def test_what_is_followed_already(register: Path, client: Client, address: str, policy: str) -> None:
    message = refused(address, register, client)
    assert f"policy '{policy}' in {register} follows it already" in message


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ({"policy": "buurthuis"}, "there is no policy 'buurthuis'; did you mean 'buurthuizen'?"),
        ({"id": "Zorg"}, "id = 'Zorg' has other signs than a-z, 0-9 and single hyphens"),
        ({"id": "buurthuizen"}, "the id 'buurthuizen' is taken by policy 1; write another"),
        ({"valid_from": "30-01-2018"}, "valid_from = '30-01-2018' is not a date that exists"),
        ({"role": "antwoorden"}, "role = 'antwoorden' is not known; write one of tekst, vragen"),
        ({"links": "*.pdf"}, "links is for the adapter web, and this source has cvdr"),
    ],
)
def test_entries_that_are_not_in_order(
    register: Path, publisher: Publisher, client: Client, overrides: dict[str, str], message: str
) -> None:
    publisher.add_regulation("CVDR900009", Expression(1, "Zorg"))
    assert message in refused("CVDR900009", register, client, **overrides)


def test_a_register_that_is_not_in_order(register: Path, client: Client) -> None:
    register.write_text(REGISTER.replace('"cvdr"', '"cvrd"'))
    with pytest.raises(RegisterError, match="did you mean 'cvdr'"):
        add("CVDR900009", register, client=client)


def test_a_register_written_in_another_way(register: Path, publisher: Publisher, client: Client) -> None:
    policy = 'id = "a", title = "A", theme = "a", kind = "a", municipality = "A"'
    register.write_text(f'policies = [{{ {policy}, sources = [{{ adapter = "folder", locator = "a.md" }}] }}]\n')
    publisher.add_regulation("CVDR900009", Expression(1, "Zorg"))
    message = refused("CVDR900009", register, client)
    assert 'written in a way that this cannot add to; add by hand:\n[[policies]]\nid = "zorg"' in message
    assert "cannot add to; add by hand:\n  [[policies.sources]]" in refused("CVDR900009", register, client, policy="a")


def test_a_register_that_changes_meanwhile(register: Path, publisher: Publisher, client: Client) -> None:
    def edit(_request: object) -> Reply:
        register.write_text(REGISTER + "\n# and more\n")
        return Reply(HTML.encode())

    address = publisher.reply("/zelfbeheer", edit)
    with pytest.raises(TrackerError, match="someone else changed it meanwhile; run again"):
        add(address, register, client=client)
    assert register.read_text() == REGISTER + "\n# and more\n"


def test_a_new_register(tmp_path: Path, publisher: Publisher, client: Client) -> None:
    publisher.add_regulation("CVDR900009", Expression(1, "Zorg"))
    path = tmp_path / "eigen" / "sources.toml"
    add("CVDR900009", path, client=client)
    assert path.read_text().startswith("# The register: ")
    assert [policy.id for policy in load_register(path).policies] == ["zorg"]


def test_line_ends_and_byte_order_mark_stay(register: Path, publisher: Publisher, client: Client) -> None:
    publisher.add_regulation("CVDR900009", Expression(1, "Zorg"))
    before = b"\xef\xbb\xbf" + REGISTER.replace("\n", "\r\n").encode()
    for overrides in ({}, {"policy": "buurthuizen"}):
        register.write_bytes(before)
        add("CVDR900009", register, client=client, overrides=overrides)
        after = register.read_bytes()
        assert after.startswith(b"\xef\xbb\xbf#")
        assert after.count(b"\n") == after.count(b"\r\n")


def test_links_and_rights_of_the_file_stay(register: Path, publisher: Publisher, client: Client) -> None:
    publisher.add_regulation("CVDR900009", Expression(1, "Zorg"))
    link = register.parent.parent / "link.toml"
    link.symlink_to(register)
    register.chmod(0o640)
    entry: AddedEntry = add("CVDR900009", link, client=client)
    assert entry.policy == "zorg"
    assert link.is_symlink()
    assert len(load_register(register).policies) == 3
    assert register.stat().st_mode & 0o777 == 0o640


def test_the_register_of_utrecht_keeps_every_line(tmp_path: Path, publisher: Publisher, client: Client) -> None:
    before = (ROOT / "corpus/sources.toml").read_text()
    path = tmp_path / "sources.toml"
    path.write_text(before)
    publisher.add_regulation("CVDR900009", Expression(1, "Zorg"))
    publisher.add_regulation("CVDR900010", Expression(1, "Zorg"))
    add("CVDR900009", path, client=client)
    for number, policy in enumerate(tomllib.loads(before)["policies"]):
        publisher.add_regulation(f"CVDR90010{number}", Expression(1, "Zorg"))
        add(f"CVDR90010{number}", path, client=client, overrides={"policy": policy["id"]})
    assert len([line for line in new_lines(path, before) if "[[policies.sources]]" in line]) == 1 + number + 1
