"""A dossier in an address, and what a visitor means who pastes an address of the site."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.publish.dossier import address, collection
from tracker.publish.dossier.address import Place, address_of, dossier_of, meant_by, query_of
from tracker.publish.dossier.collection import Dossier, Entry

STATIC = Path(address.__file__).parents[1] / "static"

IDS = ("plein-1a2b3c4d/art_1", "plein-1a2b3c4d/art_2__para_1", "plein-vragen-5e6f7a8b/vraag_4")


def dossier(*entries: Entry, title: str = "") -> Dossier:
    return Dossier(title, entries)


# ------------------------------------------------------------------ to an address and back


@given(
    st.text(max_size=60),
    st.dictionaries(st.from_regex(r"[a-z-]{1,9}/[a-z_0-9]{1,9}", fullmatch=True), st.text(max_size=200), max_size=6),
)
def test_what_is_read_from_an_address_is_written_in_the_same_address(title, notes):
    written = query_of(Dossier(title, tuple(Entry(id_, note) for id_, note in notes.items())))
    read = dossier_of(written)
    assert list(read.ids) == list(notes)
    assert dossier_of(query_of(read)) == read
    assert query_of(read).isascii()


def test_a_note_belongs_to_the_id_before_it():
    query = f"notitie=los&stuk={IDS[0]}&stuk={IDS[1]}&notitie=bij+twee&titel=Ons++plein&pagina=3"
    assert dossier_of(query) == dossier(Entry(IDS[0]), Entry(IDS[1], "bij twee"), title="Ons plein")


def test_what_stands_in_it_twice_is_one_entry_with_both_notes():
    query = f"stuk={IDS[0]}&notitie=een&stuk={IDS[1]}&stuk={IDS[0]}&notitie=twee&stuk={IDS[0]}&notitie=een"
    assert dossier_of(query) == dossier(Entry(IDS[0], "een\ntwee"), Entry(IDS[1]))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("regel een\r\nregel twee\rdrie", "regel een\nregel twee\ndrie"),
        ("  ruimte eromheen \n", "ruimte eromheen"),
        ("links\u202erechts\u2066", "linksrechts"),
        ("nul\x00bel\x07", "nulbel"),
        ("tab\ttekst", "tab tekst"),
        ("gezin 👨‍👩‍👧", "gezin 👨‍👩‍👧"),
    ],
)
def test_a_note_is_text_and_nothing_else(typed, kept):
    written = query_of(dossier(Entry(IDS[0], typed)))
    assert dossier_of(written).entries[0].note == kept


def test_an_address_takes_as_little_room_as_can_be():
    made = dossier(Entry(IDS[0], "Wat is dit? (oud): 50 % & meer"), title="Ons plein")
    assert address_of("/dossier", made) == (
        "/dossier?titel=Ons+plein&stuk=plein-1a2b3c4d/art_1&notitie=Wat+is+dit%3F+(oud):+50+%25+%26+meer"
    )
    assert address_of("/dossier", dossier()) == "/dossier"


def test_the_script_keeps_to_the_same_limits():
    script = (STATIC / "dossier-store.js").read_text("utf-8")
    limits = {name: int(value) for name, value in re.findall(r"export const (\w+) = (\d+);", script)}
    assert limits == {"MOST_ITEMS": collection.MOST_ENTRIES, "LONGEST_ADDRESS": address.LONGEST_ADDRESS}


# ------------------------------------------------------------------ what a visitor pastes


@pytest.mark.parametrize(
    ("pasted", "meant"),
    [
        ("plein-1a2b3c4d/art_1", Entry(IDS[0])),
        (" /id/plein-1a2b3c4d/art_1 ", Entry(IDS[0])),
        ("https://voorbeeld.nl/id/plein-1a2b3c4d/art_1", Entry(IDS[0])),
        ("http://127.0.0.1:8001/voor/id/plein-1a2b3c4d%2Fart_1", Entry(IDS[0])),
        ("/beleid/plein/plein-1a2b3c4d/art_1", Place("plein", "plein-1a2b3c4d", "art_1")),
        ("https://voorbeeld.nl/beleid/plein/nu/art_1/#m2", Place("plein", "nu", "art_1")),
        ("voorbeeld.nl/beleid/plein/nu/art_2__para_1?x=1", Place("plein", "nu", "art_2__para_1")),
        ("/beleid/plein/plein-1a2b3c4d#art_1", Place("plein", "plein-1a2b3c4d", "art_1")),
        ("/beleid/plein/plein-1a2b3c4d?bij=art_1", Place("plein", "plein-1a2b3c4d", "art_1")),
        ("/beleid/caf%C3%A9/nu/art_1", Place("café", "nu", "art_1")),
        ("/tracker/clauses/plein-1a2b3c4d~2Fart_1", Entry(IDS[0])),
        ("/tracker/questions/plein-vragen-5e6f7a8b~2Fvraag_4.json", Entry(IDS[2])),
    ],
)
def test_an_address_of_the_site_in_any_form(pasted, meant):
    assert meant_by(pasted) == (meant,)


def test_the_address_of_a_dossier_is_all_that_is_in_it():
    pasted = f"https://voorbeeld.nl/dossier?titel=x&stuk={IDS[0]}&notitie=een&stuk={IDS[1]}"
    assert meant_by(pasted) == (Entry(IDS[0], "een"), Entry(IDS[1]))


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        "  ",
        "de hele zin van een artikel",
        "/beleid/plein/nu",
        "https://voorbeeld.nl/",
        "https://[voorbeeld/",
        "//[",
    ],
)
def test_what_is_no_address_of_a_place_means_nothing(pasted):
    assert meant_by(pasted) == ()


# ------------------------------------------------------------------ what can be done with a dossier


def test_moving_taking_out_and_putting_in():
    three = dossier(*(Entry(id_) for id_ in "abc"))
    assert three.moved("c", -1).ids == ("a", "c", "b")
    assert three.moved("a", 1).ids == ("b", "a", "c")
    assert three.moved("a", -1).ids == three.moved("c", 1).ids == three.moved("weg", 1).ids == ("a", "b", "c")
    assert three.without("b").ids == ("a", "c")
    more = dossier(Entry("a", "eigen")).with_entries([Entry("b"), Entry("a", "ander"), Entry("a", "eigen")])
    assert more == dossier(Entry("a", "eigen\nander"), Entry("b"))


def test_what_does_not_fit_is_the_rest():
    many = dossier(*(Entry(f"s{number}") for number in range(collection.MOST_ENTRIES + 2)), title="Veel")
    first, rest = many.split()
    assert len(first.entries) == collection.MOST_ENTRIES
    assert rest.ids == ("s50", "s51")
    assert first.title == rest.title == "Veel"
