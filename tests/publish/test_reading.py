"""The reading page: the whole text in parts, nothing lost, with what belongs beside it."""

import re
import sqlite3
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from support.extractions import article, build, extraction, fetched, member, policy, save, source

from tracker.model import Clause, ClauseKind, Mention, Question
from tracker.store import Store

IAC = "/beleid/iac/iac-ef510a41"
MOST_BYTES = 150_000


class Page(HTMLParser):
    """The ids, links and marks of a page, and its words without labels and hidden explanations."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.ids: list[str] = []
        self.links: list[str] = []
        self.marks: list[dict[str, str]] = []
        self.levels: list[int] = []
        self.document = ""
        self._skipped = 0
        self._inside = 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a":
            self.links.append(given.get("href", ""))
        if tag == "mark" and "data-vorm" in given:
            self.marks.append(given)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag in ("br", "meta", "link", "input", "path"):
            return
        classes = given.get("class", "").split()
        if self._inside or "document" in classes:
            self._inside += 1
        if self._skipped or {"plek-label", "nr", "ernaast", "eerst", "delen"} & set(classes):
            self._skipped += 1

    def handle_endtag(self, tag):
        if tag in ("p", "td", "th") or re.fullmatch("h[1-6]", tag):
            self.handle_data(" ")
        self._inside = max(0, self._inside - 1)
        self._skipped = max(0, self._skipped - 1)

    def handle_data(self, data):
        if self._inside and not self._skipped:
            self.document += data


def read(site, address: str) -> Page:
    answer = site.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    assert len(answer.content) < MOST_BYTES, f"{address} weighs {len(answer.content)} bytes"
    page = Page(answer.text)
    assert len(page.ids) == len(set(page.ids)), "an id stands twice"
    assert page.levels[0] == 1
    assert all(below <= above + 1 for above, below in zip(page.levels, page.levels[1:])), page.levels
    return page


def parts_of(site, address: str) -> list[Page]:
    first = read(site, address)
    amount = re.search(r"Deel 1 van (\d+)", first.html)
    return [first] + [
        read(site, f"{address}?deel={number}") for number in range(2, int(amount[1]) + 1 if amount else 1)
    ]


def rows(db, sql: str, *values) -> list[sqlite3.Row]:
    connection = sqlite3.connect(db)
    connection.row_factory = sqlite3.Row
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def plain(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html).split())


# ------------------------------------------------------------------ texts that are out of the ordinary

NASTY = "<script>alert(1)</script> <img src=x onerror=alert(2)> <svg onload=alert(3)> \u202ezeggenschap"
ENDLESS = " ".join(f"woord{number}" for number in range(20_000))


def _better_read(store: Store) -> None:
    old, new = article(1, "De buurt beslist over het plein."), article(1, "De buurt adviseert over het plein.")
    save(store, source("beter"), fetched(b"1", valid_from="2020-01-01"), extraction(old))
    save(store, source("beter"), fetched(b"2", valid_from="2021-01-01"), extraction(new), day=1)
    better = extraction(new, article(2, "Wat eerst niet gelezen was."))
    save(store, source("beter"), fetched(b"2", valid_from="2021-01-01"), better, day=2, extractor="x2")


def _gone(store: Store) -> None:
    first, second = article(1, "De buurt beslist over het plein."), article(2, "Een raad van bewoners let daarop.")
    save(store, source("weg"), fetched(b"3", valid_from="2020-01-01"), extraction(first, second))
    save(store, source("weg"), fetched(b"4", valid_from="2021-01-01"), extraction(first), day=1)


def _long(store: Store) -> None:
    """A rule of 400 articles in chapters of fifty, with two mentions an article."""
    text = "Bewoners hebben zeggenschap en geven advies. " + "woord " * 140
    made: list[Clause] = []
    for number in range(1, 401):
        eid = f"chp_{(number - 1) // 50 + 1}"
        if number % 50 == 1:
            chapter = replace(article(1, "", f"Over {eid}"), eid=eid, kind=ClauseKind.CHAPTER, label=eid)
            made.append(replace(chapter, citation=f"hoofdstuk {eid[4:]}", position=len(made)))
        each = replace(article(number, text, "Kop"), eid=f"{eid}__art_{number}", parent=eid)
        made.append(replace(each, position=len(made)))
    save(store, source("lang"), fetched(b"5"), extraction(*made))


def _overlapping(store: Store) -> None:
    made = extraction(article(1, "Bewoners geven bindend advies over het plein."))
    values = ("bewoners", "meebeslissen", "plicht", "ja")
    mentions = (
        Mention(15, 29, "bindend advies", "zeggenschap", *values, "bindend"),
        Mention(23, 29, "advies", "advies", *values, "advies"),
    )
    save(store, source("dubbel"), fetched(b"7"), replace(made, clause_mentions=(mentions,)))


def _nasty(store: Store) -> None:
    clause = replace(article(1, NASTY, NASTY), citation=f"artikel {NASTY}", term="<script>", label="<b>1</b>")
    row = replace(member(1, clause, f"{NASTY} | <i>cel</i>"), eid="art_1__table_1__row_1", label="")
    question = Question("1", NASTY, NASTY, NASTY, 1, 0, label="<u>v</u>")
    said = {"title": NASTY, "label": "<u>label</u>", "page": "javascript:alert(3)"}
    first = fetched(b"9", valid_from="2020-01-01", **said)
    save(store, source("eng"), first, extraction(clause, row, questions=(question,)))
    changed = replace(clause, text=f"{NASTY} anders")
    second = fetched(b"10", valid_from="2021-01-01", **said)
    save(store, source("eng"), second, extraction(changed, row, questions=(question,)), day=1)


@pytest.fixture(scope="module")
def strange_texts(tmp_path_factory):
    path = tmp_path_factory.mktemp("strange") / "tracker.db"
    names = ("beter", "weg", "lang", "eindeloos", "dubbel", "stil", "leeg")
    with Store(path) as store:
        store.save_register([*map(policy, names), policy("eng", title="<i>titel</i>", note=NASTY)])
        for make in (_better_read, _gone, _long, _overlapping, _nasty):
            make(store)
        save(store, source("eindeloos"), fetched(b"6"), extraction(article(1, ENDLESS)))
        save(store, source("stil"), fetched(b"8"), extraction(article(1, "De weg is open."), tagged=False))
    return path


@pytest.fixture(scope="module")
def strange(strange_texts, serving):
    with serving(strange_texts) as client:
        yield client


# ------------------------------------------------------------------ the whole text


@pytest.mark.parametrize("role", ["tekst", "vragen"])
def test_every_word_of_every_version_is_on_its_pages_once_and_in_order(village_site, village, role):
    versions = rows(village, "SELECT versions.* FROM versions JOIN sources ON sources.id = source WHERE role = ?", role)
    for version in versions:
        pages = parts_of(village_site, f"/beleid/{version['policy']}/{version['id']}")
        words = re.sub(r"[\s|]+", " ", " ".join(page.document for page in pages))
        at = 0
        texts = rows(village, "SELECT eid, text FROM clauses WHERE version = ? ORDER BY position", version["id"])
        texts += rows(
            village,
            "SELECT name, question || ' ' || answer AS text FROM questions WHERE version = ? ORDER BY position",
            version["id"],
        )
        for name, text in texts:
            found = words.find(re.sub(r"[\s|]+", " ", text).strip(), at)
            assert found >= at, f"{version['id']}: {name} is not where it should be: {text[:80]}"
            at = found


def test_every_mention_is_marked_once_and_leads_to_the_next(village_site, village):
    for version in rows(village, "SELECT id, policy FROM versions"):
        address = f"/beleid/{version['policy']}/{version['id']}"
        pages = parts_of(village_site, address)
        stored = rows(
            village,
            "SELECT count(*) AS n FROM mentions WHERE clause IN (SELECT id FROM clauses WHERE version = ?1)"
            " OR question IN (SELECT id FROM questions WHERE version = ?1)",
            version["id"],
        )[0]["n"]
        numbers = [int(id_[1:]) for page in pages for id_ in page.ids if re.fullmatch(r"m\d+", id_)]
        assert numbers == list(range(1, stored + 1)), version["id"]
        onward = [link for page in pages for link in page.links if re.search(r"#m\d+$", link)]
        follow = [int(link.rpartition("#m")[2]) for link in onward]
        assert set(follow) >= set(range(2, stored + 1)) | ({1} if stored else set())
        for link in onward:
            if not link.startswith("#"):
                path, _, anchor = link.partition("#")
                assert anchor in read(village_site, path).ids, link


def test_the_contents_lead_to_every_heading_in_whatever_part(village_site):
    page = read(village_site, "/beleid/sociaal-makelen/sociaal-makelen-7be5d40e")
    contents = page.html.partition('<nav class="inhoud"')[2].partition("</nav>")[0]
    links = re.findall('href="([^"]*)"', contents)
    assert len(links) > 20
    assert any(link.startswith("#") for link in links)
    other = [link for link in links if not link.startswith("#")]
    assert other
    pages: dict[str, Page] = {}
    for link in links:
        path, _, anchor = link.partition("#")
        there = pages.setdefault(path, read(village_site, path) if path else page)
        assert anchor in there.ids, link


@pytest.mark.parametrize("name", ["chp_1__art_1", "cmp_1__div_o_4__table_1__row_3", "chp_4__art_20__para_1"])
def test_the_address_of_a_place_in_the_text_leads_to_the_right_part(village_site, name):
    answer = village_site.get(f"/beleid/sociaal-makelen/nu?bij={name}", follow_redirects=False)
    assert answer.status_code == 302
    address, _, anchor = answer.headers["location"].partition("#")
    assert anchor == quote(name)
    assert name in read(village_site, address).ids


def test_a_place_that_is_not_in_this_version_is_said_and_the_text_is_shown(site):
    page = read(site, "/beleid/buurtkracht/nu?bij=art_99")
    assert "De plek uit het adres staat niet in deze versie" in plain(page.html)
    assert "art_1" in page.ids


# ------------------------------------------------------------------ as a document


def test_a_table_is_a_table_with_its_marks(village_site):
    answer = village_site.get("/beleid/sociaal-makelen/nu?bij=cmp_1__div_o_4__table_1__row_1")
    row = re.search(r'<tr id="cmp_1__div_o_4__table_1__row_3">(.*?)</tr>', answer.text)[1]
    assert re.match(r'<td>2</td><td><mark [^>]*data-vorm="zeggenschap"', row)
    assert re.search(r'<th scope="col">Criterium</th>', answer.text)


def test_definitions_members_and_items_show_what_they_are(village_site):
    html = village_site.get(IAC).text
    assert "<dfn>bewonersredactie</dfn>: de groep bewoners" in html
    member_, item = (
        re.search(rf'<div class="([^"]*)" id="{eid}">', html)[1].split()
        for eid in ("chp_2__art_2__para_1", "chp_2__art_2__para_1__list_1__item_a")
    )
    assert "lid" in member_
    assert "diep-0" in member_
    assert "onderdeel" in item
    assert "diep-1" in item
    assert f'href="{IAC}/chp_2__art_2__para_1" aria-label="artikel 2, eerste lid">1.</a>' in html


def test_a_version_is_read_from_top_to_bottom(site):
    versions = {row["id"]: row for row in site.get("/tracker/versions.json?_shape=array").json()}
    newest = next(id_ for id_, row in versions.items() if row["work"] == "CVDR900001" and row["newest"])
    page = read(site, f"/id/{newest}")
    words = " ".join(page.document.split())
    starts = ("Artikel 1 Wie beslist In deze", "Artikel 2 Cliënt", "Bewoners kunnen", "Artikel 4 Een vereniging")
    places = [words.index(place) for place in starts]
    assert places == sorted(places)
    assert "Geldt nu Sinds 1 juli 2021." in plain(page.html)
    replaced = next(id_ for id_, row in versions.items() if row["work"] == "CVDR900001" and not row["newest"])
    older = site.get(f"/id/{replaced}").text
    assert (
        "Oudere versie Gold van 30 januari 2018 tot 1 juli 2021. Er is een nieuwere versie, vanaf 1 juli 2021"
        in plain(older)
    )
    assert f'href="/beleid/buurtkracht/{newest}"' in older
    answers = " ".join(read(site, "/id/" + next(id_ for id_ in versions if "-vragen-" in id_)).document.split())
    assert "Vraag 1 Het plein Wie heeft zeggenschap over het plein? De buurt" in answers


def test_now_is_a_permanent_version_in_its_links_and_its_canonical_address(village_site):
    html = village_site.get("/beleid/iac/nu").text
    assert f'<link rel="canonical" href="{village_site.base_url}{IAC[1:]}">'.replace("//beleid", "/beleid") in html
    assert "/beleid/iac/nu/" not in html


# ------------------------------------------------------------------ beside the text


def test_questions_stand_at_the_clause_that_they_name_and_at_those_that_are_alike(village_site):
    html = village_site.get(IAC).text
    place = html.partition('id="chp_3__subsec_A__art_5__para_3"')[2].partition('id="chp_3')[0]
    beside = plain(re.search('<details class="ernaast">.*?</details>', place)[0])
    assert beside.startswith("1 vraag hierover Vraag 8 noemt deze plek Wie beslist")
    assert "Lijkt op Vraag" in plain(html)


def test_what_a_clause_was_before_is_folded_beneath_it(village_site):
    html = village_site.get(f"{IAC}?bij=chp_3__subsec_B__art_8__para_2").text
    place = html.partition('id="chp_3__subsec_B__art_8__para_2"')[2]
    before = re.search('<details class="eerst">.*?</details>', place)[0]
    assert '<del><span class="alleen-voorlezen">weg: </span>beslist</del>' in before
    assert '<ins><span class="alleen-voorlezen">erbij: </span>adviseert de penvoerder</ins>' in before
    assert "In artikel 8, tweede lid staat nu ‘adviseert de penvoerder’" in plain(before)
    assert 'href="/beleid/iac/iac-d8e6ad68/chp_3__subsec_B__art_8__para_2"' in before


def test_a_better_reading_of_ours_shows_what_the_text_was_before_and_no_change_of_its_own(strange):
    words = plain(strange.get("/beleid/beter/nu").text)
    assert "Dezelfde tekst, door ons opnieuw gelezen." in words
    assert "Veranderd: zo stond het er eerst" in words
    assert "Nieuw in deze versie" not in words


def test_what_is_no_longer_there_is_named_at_the_end(strange):
    html = strange.get("/beleid/weg/nu").text
    assert "Wat er niet meer in staat (1) artikel 2 weg: Een raad van bewoners let daarop." in plain(html)
    assert re.search('href="/beleid/weg/weg-[0-9a-f]+/art_2"', html)


# ------------------------------------------------------------------ choosing mentions


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", lambda mark: True),
        ("?vorm=advies", lambda mark: mark["data-vorm"] == "advies"),
        ("?houder=gemeente", lambda mark: mark["data-houder"] == "gemeente"),
        ("?vorm=regie&houder=bewoners", lambda mark: (mark["data-vorm"], mark["data-houder"]) == ("regie", "bewoners")),
        ("?vorm=onzin&houder=<b>", lambda mark: True),
    ],
)
def test_only_the_chosen_mentions_are_shown_and_numbered(village_site, query, shown):
    page = read(village_site, f"/beleid/iac/iac-d8e6ad68{query}")
    chosen = [mark for mark in page.marks if "weg" not in mark["class"].split()]
    assert chosen == [mark for mark in page.marks if shown(mark)]
    assert chosen
    assert [mark["id"] for mark in chosen] == [f"m{number}" for number in range(1, len(chosen) + 1)]


def test_the_marks_can_be_turned_off(village_site):
    page = read(village_site, f"{IAC}?merken=uit")
    assert page.marks == []
    assert "De plekken zijn nu niet gemarkeerd" in plain(page.html)


def test_the_legend_tells_what_marks_mean_and_how_often_each_form_is_right(village_site):
    words = plain(village_site.get(IAC).text)
    assert "zeggenschap Beslissen, of moeten instemmen. 39 van 46 (85 %)" in words
    assert "budget Geld waarover bewoners iets te zeggen hebben. niet gemeten" in words
    assert "plicht Het moet." in words


# ------------------------------------------------------------------ long, strange and broken texts


def test_a_long_text_is_read_in_parts_that_begin_at_chapters(strange, strange_texts):
    pages = parts_of(strange, "/beleid/lang/nu")
    assert len(pages) > 4
    ids = [id_ for page in pages for id_ in page.ids if "art_" in id_]
    stored = rows(
        strange_texts, "SELECT eid FROM clauses WHERE version LIKE 'lang-%' AND eid LIKE '%art%' ORDER BY position"
    )
    assert ids == [row["eid"] for row in stored]
    for page in pages[1:]:
        start = page.html.partition('<div class="document">')[2].partition("</nav>")[2][:400]
        assert re.search(r'<div class="stuk hoofdstuk"|class="vervolg"', start), start
    assert "Hieronder valt nog meer" in plain(read(strange, "/beleid/lang/nu/chp_1").html)
    beyond = read(strange, "/beleid/lang/nu?deel=9999")
    assert f"Deel {len(pages)} van {len(pages)}" in plain(beyond.html)


def test_a_clause_without_end_is_cut_and_read_on_elsewhere(strange):
    assert "Deze tekst is lang: lees hier verder" in read(strange, "/beleid/eindeloos/nu").html
    address, found = "/beleid/eindeloos/nu/art_1", ""
    while address:
        page = read(strange, address)
        found += re.search('<p class="bron zelf">(.*?)</p>', page.html, re.DOTALL)[1]
        onward = re.search('<a rel="next" href="([^"]*vanaf[^"]*)"', page.html)
        address = onward[1] if onward else ""
    assert found == ENDLESS


def test_mentions_that_overlap_are_both_there(strange):
    page = read(strange, "/beleid/dubbel/nu")
    assert [id_ for id_ in page.ids if re.fullmatch(r"m\d", id_)] == ["m1", "m2"]
    assert "2 plekken over zeggenschap" in plain(page.html)
    assert "geven bindend advies over het plein." in page.document


def test_a_text_without_mentions_says_so(strange):
    assert "Geen plekken over zeggenschap" in plain(read(strange, "/beleid/stil/nu").html)


def test_a_policy_without_a_text_says_so(strange):
    answer = strange.get("/beleid/leeg/nu")
    assert answer.status_code == 404
    assert "is nog geen tekst gevonden" in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "?deel=-1",
        "?deel=abc",
        "?deel=",
        "?deel=٣",
        "?bij=",
        "?bij=" + "x" * 10_000,
        "?vorm=" + "y" * 10_000,
        "?deel=0&merken=aan",
    ],
)
def test_nonsense_in_the_address_shows_the_text(site, address):
    assert "art_1" in read(site, f"/beleid/buurtkracht/nu{address}").ids


def test_an_unknown_version_or_policy_gets_help(site):
    for address in ("/beleid/buurtkracht/ooit", "/beleid/buurt/nu", "/beleid/buurtkracht/" + "x" * 10_000):
        answer = site.get(address)
        assert answer.status_code == 404
        assert "Deze pagina is er niet" in answer.text


@pytest.mark.parametrize(
    "address", ["", "/art_1", "/art_1__table_1__row_1", "/vraag_1", "?vorm=zeggenschap", "/<b>", "?bij=<b>"]
)
def test_nothing_in_a_document_becomes_markup(strange, address):
    text = strange.get(f"/beleid/eng/nu{address}").text
    for markup in ("<script>a", "<img", "<svg on", "<i>titel", "<i>cel", "<u>", "<b>1", "<b>&", 'href="javascript'):
        assert markup not in text, markup


def test_a_page_is_new_as_soon_as_the_database_is(tmp_path, serving):
    path = build(tmp_path / "tracker.db")
    with serving(path) as site:
        for _ in range(6):
            assert "wipkip" not in site.get("/beleid/buurtkracht/nu").text
        with Store(path) as store:
            newer = extraction(article(1, "Een wipkip."))
            save(store, source(), fetched(b"9", "CVDR900001_3", valid_from="2022-01-01"), newer, day=40)
        for _ in range(6):
            assert "wipkip" in site.get("/beleid/buurtkracht/nu").text
