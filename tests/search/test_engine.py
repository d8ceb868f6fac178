"""The search from what is typed to a page of hits, on real databases."""

import pytest
from support.extractions import article, extraction, fetched, member, policy, save, source

from tracker.model import ClauseKind, Question
from tracker.search.engine import PAGE, by_policy
from tracker.search.ranking import FEW_FOUND
from tracker.store import Store


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("initiatief", "Het college steunt bewonersinitiatieven."),  # inside a compound
        ("inwoners", "Er komt een plan voor inwonersparticipatie."),
        ("bewonersinitiatieven", "Een bewonersinitiatief is welkom."),
        ("bewonersinitiatief", "Een initiatief van bewoners is welkom."),  # its parts apart
        ("beslissen", "De buurt besliste over het plein."),
        ("beslissen", "De buurt beslist mee over het plein."),
        ("meebeslissen", "De buurt beslist over het plein mee."),  # its particle apart
        ("meebeslissen", "De buurt heeft meebeslist."),
        ("verdelen", "De verdeling van het geld is bekend."),  # the noun of the verb
        ("huis", "Een huisje op het plein."),
        ("clientenraad", "De cliëntenraad adviseert."),
        ("mede eigenaar", "Bewoners zijn mede-eigenaar."),
        ("medeeigenaren", "Bewoners zijn mede-eigenaar."),
        ("raadslid", "Dit geldt voor raads- en commissieleden."),
        ("gemeenteraad", "Een gemeenteraadslid stemt."),
        ('"beslist de buurt"', "Dan beslist de buurt."),
        ("wie beslist er over het plein?", "De buurt beslist over het plein."),
    ],
)
def test_what_is_found(shelf, typed, text):
    assert shelf("Dit gaat over iets heel anders.", text).places(typed) == ["artikel 2"]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ('"beslist de buurt"', "De buurt beslist."),
        ('"initiatief"', "Het college steunt bewonersinitiatieven."),  # just so
        ("plein -buurt", "Het plein is van de buurt."),
        ('plein -"van de buurt"', "Het plein is van de buurt."),
    ],
)
def test_what_is_not_found(shelf, typed, text):
    assert shelf(text).places(typed) == []


def test_excluding_a_word_leaves_compounds_with_it(shelf):
    assert shelf("Het plein voor de buurt.", "Het plein bij het buurthuis.").places("plein -buurt") == ["artikel 2"]


def test_a_word_may_stand_in_the_heading_or_the_sentence_above(library):
    top = article(3, "Het college weigert een bijdrage indien:", "Buurtbudget")
    library.add(
        article(1, "Over het buurtbudget staat hier iets anders."), top, member(1, top, "het plan mensen uitsluit;")
    )
    assert library.places("buurtbudget mensen uitsluiten") == ["artikel 3, eerste lid"]
    assert "artikel 3, eerste lid" not in library.places("buurtbudget"), "it says nothing of it itself"


def test_a_typing_error_is_forgiven_and_said(shelf):
    library = shelf("Het wijkpanel beslist.", "De buurt praat mee.")
    results = library.search("wijkpnael")
    assert [hit.row["place"] for hit in results.hits] == ["artikel 1"]
    assert [(word.printed, word.instead_of) for word in results.query.words] == [("wijkpanel", "wijkpnael")]
    assert library.search("wijkpanel").query.words[0].instead_of == ""
    assert library.places("xyzzyxyzzy") == []
    assert library.places("bus") == [], "three letters are too few to guess by"


def test_a_word_for_which_there_is_another_is_no_typing_error(shelf):
    results = shelf("Er is vervoer voor ouderen.", "Zij bewaarden de sleutel.").search("bejaarden")
    assert [hit.row["place"] for hit in results.hits] == ["artikel 1"]
    assert results.query.words[0].instead_of == ""


def test_without_a_text_with_all_words_the_most_telling_ones_are_found(shelf):
    results = shelf("De buurt krijgt een moestuin.", "De buurt praat.", "De buurt luistert.").search(
        "moestuin buurt kabelbaan"
    )
    assert results.complete == 0
    assert results.hits[0].row["place"] == "artikel 1"
    assert results.hits[0].lacking == ("kabelbaan",)


def test_where_few_texts_have_all_words_those_with_most_of_it_come_after(shelf):
    library = shelf(
        "De moestuin ligt bij het plein.",
        "Een hek om de moestuin houdt konijnen buiten het plein.",
        "Een hek om de moestuin.",
        "Over bomen staat hier ook iets.",
    )
    results = library.search("moestuin plein hek")
    assert results.complete == 1
    assert results.hits[0].row["place"] == "artikel 2"
    assert {hit.row["place"]: hit.lacking for hit in results.hits} == {
        "artikel 1": ("hek",),
        "artikel 2": (),
        "artikel 3": ("plein",),
    }


def test_where_enough_texts_have_all_words_only_those_are_found(library):
    library.add(
        *(article(number, f"Plein {number} heeft een hek.") for number in range(1, FEW_FOUND + 1)),
        article(FEW_FOUND + 1, "Plein zonder iets eromheen."),
    )
    results = library.search("plein hek")
    assert results.total == results.complete == FEW_FOUND


@pytest.mark.parametrize("typed", ["moestuin plein -hek", 'moestuin plein -"een hek"'])
def test_what_must_not_be_there_is_not_among_those_with_most_of_it_either(shelf, typed):
    assert shelf("Een hek om de moestuin.", "Een tegelpad om de moestuin.").places(typed) == ["artikel 2"]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("hoe lang geldt een vergunning", "De vergunning geldt vijf jaar."),  # "lang" says little
        ("wie krijgt een moestuin", "De buurt kiest wie de moestuin mag gebruiken."),
        ("moestuinplan uitvoeren", "De groep voert het moestuinplan in mei zelf uit."),  # a verb in pieces
        ("moestuinplan uitvoeren", "De groep belooft het moestuinplan uit te voeren."),
        ("hoe vraag ik zaaigoed aan", "Zaaigoed wordt op papier aangevraagd."),
        ("zaaigoed aan te vragen", "Zaaigoed wordt op papier aangevraagd."),
        ("aanvrager zaaigoed", "Zaaigoed kan iedereen aanvragen."),  # of one family
        ("huurder", "De groep huurt de kas."),
        ("beheren", "Zij doen het beheer van de kas."),
        ("moestuinscan uitkomst", "De uitkomst van de scan komt in mei."),  # how a text goes on to call it
    ],
)
def test_what_is_found_where_few_texts_have_the_words(shelf, typed, text):
    places = shelf("Dit gaat over iets heel anders.", text).places(typed)
    assert places == ["artikel 2"]


def test_a_word_that_says_little_makes_the_better_of_two(shelf):
    library = shelf("De vergunning is groen van kleur.", "De vergunning geldt lang.")
    assert library.places("hoe lang vergunning") == ["artikel 2", "artikel 1"]


def test_another_word_for_it_counts_for_less_than_the_word_itself(shelf):
    assert shelf("Iedere burger stemt.", "Iedere inwoner stemt.").places("inwoner") == ["artikel 2", "artikel 1"]


def test_a_word_may_stand_in_the_title_of_the_document(library):
    library.add(article(1, "De sleutel ligt bij de beheerder."), id_="speelplek", content=b"2", address="b")
    library.add(article(2, "De sleutel ligt bij het stadhuis."))
    places = library.places("speelplekken sleutel")
    assert places == ["artikel 1", "artikel 2"], "the policy that is called so first"
    assert library.places("speelplekken") == [], "no text says anything of it"


def test_the_best_goes_first(library):
    heading_only = article(1, "", "Zelfbeheer")
    explains = article(2, "Zelfbeheer is vrijwillig; de gemeente legt het niet op en denkt met iedere groep mee.")
    definition = article(3, "zelfbeheer: de leiding over een gebouw.", "Zelfbeheer")
    library.add(heading_only, explains, definition)
    assert library.places("zelfbeheer") == ["artikel 3", "artikel 2", "artikel 1"]


def test_words_next_to_each_other_count_for_more(shelf):
    library = shelf("Sociaal is in deze wijk de makelaar.", "In deze wijk is de sociaal makelaar.")
    assert library.places("sociaal makelaar") == ["artikel 2", "artikel 1"]


def test_what_is_in_force_goes_before_what_has_ended(library):
    library.add(article(1, "De buurt beslist over het plein."), valid_from="2015-01-01", valid_to="2020-01-01")
    library.add(
        article(1, "De buurt beslist over het plein."),
        id_="speelplek",
        content=b"2",
        address="CVDR900002_1",
        valid_from="2021-01-01",
    )
    assert [hit.row["policy"] for hit in library.search("plein").hits] == ["speelplek", "buurtkracht"]
    assert [hit.row["policy"] for hit in library.search("plein", versions="nu").hits] == ["speelplek"]


def test_what_holds_today_is_found_though_a_version_that_begins_later_is_known(library):
    same = article(2, "De buurt krijgt een moestuin.")
    library.add(article(1, "De buurt heeft een kabelbaan."), same, valid_from="2018-01-01")
    library.add(
        article(1, "De buurt heeft een wip."), same, content=b"2", address="CVDR900001_2", valid_from="2999-01-01"
    )
    assert library.places("kabelbaan", versions="nu") == ["artikel 1"]
    assert library.places("wip", versions="nu") == []
    (hit,) = library.search("moestuin", versions="nu").hits
    assert hit.row["valid_from"] == "2018-01-01"


def test_an_older_wording_is_found_only_when_asked_for_and_an_equal_one_once(library):
    same = article(2, "De buurt krijgt een moestuin.")
    library.add(article(1, "De buurt heeft een kabelbaan."), same, valid_from="2018-01-01")
    library.add(
        article(1, "De buurt heeft een wip."), same, content=b"2", address="CVDR900001_2", valid_from="2021-01-01"
    )
    assert library.places("kabelbaan") == []
    assert library.places("kabelbaan", versions="alle") == ["artikel 1"]
    (hit,) = library.search("moestuin", versions="alle").hits
    assert hit.row["valid_from"] == "2021-01-01"


def test_what_only_an_older_version_says_in_full_is_told(library):
    library.add(article(1, "De buurt heeft een kabelbaan."), valid_from="2018-01-01")
    library.add(article(1, "De buurt heeft een wip."), content=b"2", address="CVDR900001_2", valid_from="2021-01-01")
    results = library.search("kabelbaan buurt")
    assert (results.complete, results.older) == (0, 1)
    assert library.search("buurt").older == 0
    assert library.search("kabelbaan buurt", versions="alle").older == 0


def test_what_stands_between_quotation_marks_is_in_every_text(shelf):
    library = shelf("De buurt heeft een wip.", "Een moestuin van de buurt.", "Een moestuin met kas.")
    results = library.search('moestuin kas "de buurt"')
    assert [hit.row["place"] for hit in results.hits] == ["artikel 2"]
    assert results.hits[0].lacking == ("kas",)


def test_questions_and_clauses_are_found_together_and_grouped(library):
    library.add(
        article(1, "De moestuin is van de buurt."),
        questions=[Question("1", "Wie krijgt de sleutel van de moestuin?", "De buurt.", "Groen", 1, 0, "Vraag 1")],
    )
    library.add(article(4, "Een moestuin mag."), id_="speelplek", content=b"2", address="CVDR900002_1")
    results = library.search("moestuin")
    assert sorted(str(hit.row["place"]) for hit in results.hits) == ["Vraag 1", "artikel 1", "artikel 4"]
    groups = by_policy(results.hits)
    assert sorted(len(group.hits) for group in groups) == [1, 2]


def test_one_policy_does_not_fill_the_page(library):
    library.add(*(article(number, f"Plein {number}.") for number in range(1, 8)))
    library.add(
        article(1, "Op dit grote en ruime plein met bomen en banken mag veel meer dan u denkt."),
        id_="speelplek",
        content=b"2",
        address="b",
    )
    first, second = by_policy(library.search("plein").hits)
    assert (len(first.hits), len(first.more), len(second.hits)) == (3, 4, 1)
    (alone,) = by_policy(library.search("plein", policy="buurtkracht").hits)
    assert (len(alone.hits), len(alone.more)) == (7, 0)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("artikel 2", "artikel 2"),
        ("art. 2", "artikel 2"),
        ("artikel 1 eerste lid", "artikel 1, eerste lid"),
        ("artikel 1 lid 1", "artikel 1, eerste lid"),
        ("artikel 1, 1e lid", "artikel 1, eerste lid"),
    ],
)
def test_a_place_is_found_by_its_number(library, typed, expected):
    first = article(1, "", "Doel")
    library.add(first, member(1, first, "De buurt beslist."), article(2, "Het plein, bedoeld in artikel 1."))
    assert library.places(typed)[0] == expected


def test_hits_that_are_far_better_than_those_of_others_are_all_shown(library):
    library.add(*(article(number, f"Plein {number}: hek en wip.") for number in range(1, 6)))
    other = "Op een groot stuk gras achter de school staan al jaren een hek, een wip en wat oude banden."
    library.add(article(1, other), id_="speelplek", content=b"2", address="b")
    first, second = by_policy(library.search("plein hek wip").hits)
    assert (len(first.hits), len(first.more), len(second.hits)) == (5, 0, 1)


def test_pages(library):
    library.add(*(article(number, f"Plein {number} is van ons.") for number in range(1, PAGE * 2 + 6)))
    first, last, past = (library.search("plein", page) for page in (1, 3, 99))
    assert (first.total, first.pages, len(first.hits)) == (PAGE * 2 + 5, 3, PAGE)
    assert (len(last.hits), past.page) == (5, 3)
    everything = {hit.row["place"] for page in (1, 2, 3) for hit in library.search("plein", page).hits}
    assert len(everything) == PAGE * 2 + 5


# ------------------------------------------------------------------ filters


def test_filters_leave_what_has_the_value_and_are_counted(library):
    library.add(
        article(1, "Over het plein heeft de buurt zeggenschap."),
        article(2, "Over het plein geeft de buurt advies."),
        article(3, "Over het plein: advies en zelfbeheer."),
        article(4, "Het plein is groen."),
    )
    results = library.search("plein")
    assert results.counts["form"] == {"advies": 2, "zeggenschap": 1, "zelfbeheer": 1}
    assert results.counts["policy"] == {"buurtkracht": 4}
    assert results.counts["kind"] == {"artikel": 4}
    assert results.counts["versions"] == {"nieuwste": 4, "nu": 4, "alle": 4}
    chosen = library.search("plein", form="advies")
    assert chosen.total == 2
    assert chosen.counts["form"] == results.counts["form"], "to choose another one"
    assert chosen.counts["kind"] == {"artikel": 2}
    assert library.places("plein", form="zelfbeheer", holder="bewoners") == ["artikel 3"]


def test_a_count_is_what_choosing_it_gives(library):
    library.add(
        *(article(number, f"Plein {number} met advies en zeggenschap.") for number in (1, 2)),
        article(3, "Plein 3 met zelfbeheer."),
        questions=[Question("1", "Mag ik op het plein?", "Ja.", "", None, 0, "Vraag 1")],
    )
    results = library.search("plein")
    for name, values in results.counts.items():
        for value, texts in values.items():
            assert library.search("plein", **{name: value}).total == texts, f"{name}={value}"


@pytest.mark.parametrize("value", ["bestaat-niet", "' OR 1=1 --", "x" * 5000, "\0"])
@pytest.mark.parametrize("name", ["theme", "policy", "versions", "form", "kind"])
def test_a_value_that_nobody_knows_is_left_out_and_named(shelf, name, value):
    results = shelf("Het plein.").search("plein", **{name: value})
    assert results.total == 1
    assert results.unknown == (name,)


def test_every_kind_of_clause_can_be_chosen(library):
    library.add(article(1, "Het plein."))
    for kind in ClauseKind:
        assert library.search("plein", kind=str(kind)).unknown == ()


def test_a_database_without_versions_or_without_tags(library):
    with Store(library.path) as store:
        store.save_register([policy()])
    assert library.search("plein").total == 0
    with Store(library.path) as store:
        save(store, source(), fetched(), extraction(article(1, "Het plein."), tagged=False))
    results = library.search("plein")
    assert results.total == 1
    assert results.counts["form"] == {}


@pytest.mark.parametrize(
    "typed",
    ["*", '"', "'", "(", "NEAR(", "a AND", "col:x", "words : x", "-", "--", "'; DROP TABLE clauses; --", "a\0b",
     "(" * 300, "plein " * 3000, "x" * 10_000, "\u202e\u0301", "😀", "%_", "{lemmas} : x", "^plein", '"^plein" *',
     "plein*", "½ ﬁ ²"],
)  # fmt: skip
def test_nonsense_is_a_search_like_any_other(shelf, typed):
    found = shelf("Het plein is van de buurt.").search(typed)
    assert found.total == int("plein" in typed), "what holds no word of the text finds nothing"
