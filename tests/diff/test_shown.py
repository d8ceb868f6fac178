"""How a comparison is shown: on a terminal, as a page, as JSON."""

import json
import re
from dataclasses import replace
from io import StringIO
from itertools import pairwise

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from rich.console import Console
from support.extractions import build
from support.versions import mention, version

from tracker.cli import main
from tracker.compare.text import Piece
from tracker.diff import Report, ShownVersion, as_json, as_page, print_reports
from tracker.diff.excerpt import excerpt
from tracker.diff.report import report
from tracker.diff.sections import sections
from tracker.diff.words import kind_label, summary
from tracker.store.comparing import Side

LONG = "Wie daar woont, werkt of een winkel heeft kan daar ieder jaar in mei om vragen bij de gemeente. " * 3
OLD = version(f"artikel 1 Plein | {LONG}De buurt beslist over het plein. De raad beslist over geld.\nartikel 2 | Een.")
NEW = version(f"artikel 1 Plein | {LONG}De buurt kan adviseren over het plein. Het college beslist over geld.")
WEAK = {"form": "advies", "rung": "adviseren", "force": "recht"}


def shown(name: str, page: str = "") -> ShownVersion:
    return ShownVersion(name, "regel", f"Regel {name}", "Regel", "", page)


def made(old=OLD, new=NEW, **page: str) -> Report:
    before = {each.eid: (mention(each, "beslist"),) for each in old if "beslist" in each.text}
    after = {each.eid: (mention(each, "adviseren", **WEAK),) for each in new if "adviseren" in each.text}
    return report((shown("v1"), Side("v1", old, before)), (shown("v2", **page), Side("v2", new, after)))


def printed(*reports: Report, colour: bool = False, width: int = 80) -> str:
    out = StringIO()
    colours = "standard" if colour else None
    print_reports(reports, Console(file=out, width=width, force_terminal=colour, color_system=colours))
    return out.getvalue()


# ------------------------------------------------------------------ terminal


def test_without_colour_it_says_what_went_and_what_came():
    text = printed(made(), width=200)
    assert "[-beslist-]{+kan adviseren+}" in text
    assert "zwakker voor bewoners" in text
    assert "\x1b" not in text


def test_it_fits_in_80_columns_and_leaves_out_what_stayed():
    text = printed(made())
    assert max(len(line) for line in text.splitlines()) <= 80
    assert " … " in text
    assert text.count("Wie daar woont") <= 1


def test_on_a_terminal_there_is_colour_too():
    assert "\x1b[" in printed(made(), colour=True)


def test_a_text_cannot_steer_the_terminal():
    evil = version("artikel 1 | \x1b[2J\x1b]0;weg\x07 \u202ereg\u202c [red]rood[/red] \x9b31m")
    text = printed(made((), evil))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert "[red]rood[/red]" in text


def test_nothing_is_said_to_be_nothing():
    assert printed() == "Er is niets veranderd.\n"
    assert "Er is niets veranderd." in printed(made(OLD, OLD))


# ------------------------------------------------------------------ page


HOSTILE = version(
    'artikel 1 <script>alert("kop")</script> | '
    "</ins><img src=x onerror=alert(1)> {{ 7 * 7 }} {% for %} &amp; \u202eom\x07"
)


def test_the_page_is_safe_against_what_stands_in_a_text():
    page = as_page([made((), HOSTILE, page="javascript:alert(1)")])
    tree = html.document_fromstring(page)
    assert not tree.xpath("//script | //img | //iframe | //link | //*[@onerror] | //a")
    assert "alert" in tree.text_content(), "the text itself is shown"
    assert "{{ 7 * 7 }} {% for %} &amp;" in tree.text_content()
    assert "\u202e" not in page
    assert "\x07" not in page
    assert "default-src 'none'" in page


def test_the_page_shows_what_went_and_what_came_without_colour():
    tree = html.document_fromstring(as_page([made(page="https://example.org/1?a=1&b=2")]))
    first, second = tree.xpath("//article[1]//div[contains(@class, 'kant ')]")
    assert [each.text_content() for each in first.xpath(".//del | .//ins")] == ["[weg: beslist]", "[weg: De raad]"]
    assert [each.text_content() for each in second.xpath(".//del | .//ins")] == [
        "[erbij: kan adviseren]",
        "[erbij: Het college]",
    ]
    style = tree.xpath("string(//style)")
    assert "del { background: var(--eraf); text-decoration: line-through; }" in style
    assert tree.xpath("//a/@href") == ["https://example.org/1?a=1&b=2"]


def test_the_page_can_be_found_the_way_in():
    tree = html.document_fromstring(as_page([made(), made()]))
    assert tree.xpath("/html/@lang") == ["nl"]
    assert tree.xpath("count(//h1)") == 1
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(tree.xpath("//@aria-labelledby")) == set(ids)
    levels = [int(heading.tag[1]) for heading in tree.xpath("//h1 | //h2 | //h3 | //h4")]
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))
    assert "Er is niets veranderd." in html.document_fromstring(as_page([])).text_content()


def test_of_several_mentions_the_page_tells_all():
    old = version("artikel 1 | De buurt beslist. De wijkraad adviseert.")
    mentions = (mention(old[0], "beslist"), mention(old[0], "adviseert", holder="bewonersgroep", **WEAK))
    both = report((shown("v1"), Side("v1", old, {"art_1": mentions})), (shown("v2"), Side("v2", (), {})))
    tree = html.document_fromstring(as_page([both]))
    assert len(tree.xpath("//article//li")) == 2
    assert "een groep van bewoners" in printed(both, width=200)


def test_the_page_names_both_texts_with_the_hash_of_their_files():
    one, other = replace(shown("v1"), snapshot="a" * 64), replace(shown("v2"), snapshot="b" * 64)
    both = report((one, Side("v1", OLD, {})), (other, Side("v2", NEW, {})))
    hashes = html.document_fromstring(as_page([both])).xpath("//code/text()")
    assert hashes == ["a" * 64, "b" * 64]


# ------------------------------------------------------------------ order


def titles(found: Report) -> list[tuple[str, list[str]]]:
    return [(each.title, [change.new_place or change.old_place for change in each.changes]) for each in sections(found)]


def test_what_weakens_and_strengthens_comes_first_then_the_rest_in_reading_order():
    old = version(
        "artikel 1 | Geld.\nartikel 2 | De raad gaat over het weer van morgen.\n"
        "artikel 3 | De buurt beslist.\nartikel 4 | Iets."
    )
    new = version(
        "artikel 1 | Goud.\nartikel 3 | Vrij.\nartikel 4 | Iets.\nartikel 5 | De straat beslist ook over de lantaarns."
    )
    before, after = ({"art_3": (mention(old[2], "beslist"),)}, {"art_5": (mention(new[3], "beslist"),)})
    both = report((shown("v1"), Side("v1", old, before)), (shown("v2"), Side("v2", new, after)))
    assert titles(both) == [
        ("zwakker voor bewoners", ["artikel 3"]),
        ("sterker voor bewoners", ["artikel 5"]),
        ("andere wijzigingen, in de volgorde van de tekst", ["artikel 1", "artikel 2"]),
    ]
    assert [each.place for each in both.unchanged] == ["artikel 4"]
    places = {each.position: each for each in (*both.changes, *both.unchanged)}
    assert sorted(places) == list(range(5)), "every clause has a place of its own in reading order"


def test_of_two_rules_what_has_no_counterpart_is_named_on_both_sides():
    old = version("artikel 1 | De buurt beslist over het plein.\nartikel 2 | Er is een lijst van bomen.")
    new = version("artikel 7 | De buurt beslist niet over het plein.\nartikel 8 | Subsidie vraagt u aan bij de raad.")
    before = {"art_1": (mention(old[0], "beslist"),)}
    both = report((shown("v1"), Side("v1", old, before)), (shown("v2"), Side("v2", new, {})), same_rule=False)
    assert titles(both) == [
        ("in beide teksten, maar in de tweede zwakker voor bewoners", ["artikel 7"]),
        ("alleen in de eerste tekst", ["artikel 2"]),
        ("alleen in de tweede tekst", ["artikel 8"]),
    ]
    text = html.document_fromstring(as_page([both])).text_content()
    assert "nieuw" not in text
    assert "Tweede tekst" in text
    marked = re.findall(r"\[(?:weg|erbij): .+?\]", text)
    assert marked == ["[erbij: niet ]"], "what has no counterpart did not go or come"


def test_our_own_better_reading_has_no_effects():
    before = {"art_1": (mention(OLD[0], "beslist"),)}
    both = report((shown("v1"), Side("v1", OLD, before)), (shown("v2"), Side("v2", NEW, {})), ours=True)
    assert [title for title, _ in titles(both)] == ["wat wij nu anders lezen"]
    assert not any(change.effect or change.mentions for change in both.changes)


def test_what_was_split_off_is_not_called_new():
    old = version("artikel 1 | De buurt beslist over het plein. De wijkraad adviseert het college daarover.")
    new = version(
        "artikel 1\n  lid 1 | De buurt beslist over het plein.\n  lid 2 | De wijkraad adviseert het college daarover."
    )
    both = report((shown("v1"), Side("v1", old, {})), (shown("v2"), Side("v2", new, {})))
    labels = [kind_label(both, change) for change in both.changes]
    assert labels == ["andere tekst", "afgesplitst", "afgesplitst"]
    back = report((shown("v1"), Side("v1", new, {})), (shown("v2"), Side("v2", old, {})))
    assert [kind_label(back, change) for change in back.changes] == ["andere tekst", "samengevoegd", "samengevoegd"]


# ------------------------------------------------------------------ excerpts


def pieces(marked: str) -> tuple[Piece, ...]:
    return tuple(Piece(each[0], each[1:]) for each in marked.split("|"))


@pytest.mark.parametrize(
    ("whole", "shown_of_it"),
    [
        ("=De buurt |-beslist|+adviseert|=.", "=De buurt |-beslist|+adviseert|=."),
        ("=een twee drie vier vijf |-zes|= zeven acht negen tien elf", "=… vijf |-zes|= zeven …"),
        ("-een|= twee drie vier vijf zes zeven acht negen |+tien", "-een|= twee … negen |+tien"),
        ("=een twee drie vier vijf zes", "=…"),
        ("-een twee drie vier vijf zes zeven", "-een twee drie vier …"),
        ("+eenheelerglangwoordzonderspatie", "+eenheelerglangwoordz …"),
    ],
)
def test_an_excerpt_has_what_changed_and_a_little_around_it(whole, shown_of_it):
    assert excerpt(pieces(whole), around=7, longest=20) == pieces(shown_of_it)


@given(st.lists(st.tuples(st.sampled_from("=-+"), st.text("ab \n", min_size=1, max_size=200)), max_size=6))
def test_an_excerpt_leaves_out_words_but_makes_up_none(made_up):
    before = tuple(Piece(operation, text) for operation, text in made_up)
    after = excerpt(before, around=20, longest=50)
    assert [each.operation for each in after] == [each.operation for each in before]
    for short, long in zip(after, before):
        assert all(part.strip() in long.text for part in short.text.split("…"))


# ------------------------------------------------------------------ JSON


def test_json_has_it_all():
    (found,) = json.loads(as_json([made()]))
    assert (found["old"]["id"], found["new"]["id"]) == ("v1", "v2")
    assert [change["kind"] for change in found["changes"]] == ["gewijzigd", "vervallen"]
    pieces = found["changes"][0]["parts"][0]["pieces"]
    assert "".join(text for operation, text in pieces if operation != "+") == OLD[0].text
    assert found["changes"][0]["mentions"][0]["effect"] == "verzwakking"
    assert found["changes"][1]["old_clause"] == "v1/art_2"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (Report(None, shown("v2")), "Dit is nieuw."),
        (Report(None, ShownVersion("v2", "regel", "", "", "2024-03-01", "")), "Dit is nieuw sinds 1 maart 2024."),
        (Report(shown("v1"), shown("v2")), "Er is niets veranderd."),
        (made(), "2 wijzigingen: 1 zwakker voor bewoners."),
        (made(OLD[1:], ()), "1 wijziging."),
    ],
)
def test_the_summary(found, expected):
    assert summary(found) == expected


# ------------------------------------------------------------------ the command


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    return build(tmp_path_factory.mktemp("town") / "town.db")


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["buurtkracht"], 0, "{+advies+}"),
        (["buurtkracht", "--format", "html"], 0, "[erbij: </span>advies<"),
        (["buurtkracht", "--format", "json"], 0, '"effect": "veranderd"'),
        (["buurtkracht", "--from", "2018-02-01", "--to", "2022-01-01"], 0, "Artikel 4 is nieuw."),
        (["buurtkracht", "--with", "voorbeeld-buurthuis"], 0, "VOORBEELD: Nadere regel Buurthuis"),
        (["--since", "2020-01-01"], 0, "Dit is nieuw sinds 1 januari 2025."),
        (["--since", "2030-01-01"], 0, "Er is niets veranderd."),
        ([], 2, "Name a policy, or a day with --since."),
        (["--since", "gisteren"], 2, "gisteren"),
        (["buurtkracht", "--since", "2020-01-01", "--to", "2021-01-01"], 2, "--since goes without"),
        (["speelplek"], 1, "speelplek: has no text"),
    ],
)
def test_the_command(database, arguments, status, says):
    done = CliRunner().invoke(main, ["diff", *arguments, "--db", str(database)])
    assert (done.exit_code, says in done.output) == (status, True), done.output
