"""Which clause goes on as which: renumbered, moved, split, merged, rewritten."""

import pytest
from support.versions import version

from tracker.compare.align import align

BUURT = "De buurt beslist over het plein en het park."
GELD = "Het college stelt ieder jaar een budget vast voor de wijk."
RAAD = "De wijkraad geeft gevraagd en ongevraagd advies aan het college."
STEL = "Het college kan nog regels stellen."
SPEEL = "Een speelplek komt er alleen als de straat daar om vraagt."


def aligned(old: str, new: str, **settings: bool) -> tuple[set[str], set[str], set[str]]:
    """Links, splits and merges as `old > new`, by eid."""
    olds, news = version(old), version(new)
    found = align(olds, news, **settings)
    return (
        {f"{olds[before].eid} > {news[after].eid}" for before, after in found.links},
        {f"{olds[each.whole].eid} > {news[each.part].eid}" for each in found.splits},
        {f"{olds[each.part].eid} > {news[each.whole].eid}" for each in found.merges},
    )


@pytest.mark.parametrize(
    ("old", "new", "links"),
    [
        # Nothing changed.
        (f"artikel 1 | {BUURT}\nartikel 2 | {GELD}", f"artikel 1 | {BUURT}\nartikel 2 | {GELD}",
         {"art_1 > art_1", "art_2 > art_2"}),
        # An article came in between: what follows is renumbered.
        (f"artikel 1 | {BUURT}\nartikel 2 | {GELD}", f"artikel 1 | {RAAD}\nartikel 2 | {BUURT}\nartikel 3 | {GELD}",
         {"art_1 > art_2", "art_2 > art_3"}),
        # The same, and the renumbered one got other words as well.
        (f"artikel 1 | {BUURT}", f"artikel 1 | {RAAD}\nartikel 2 | De buurt beslist mee over het plein en het park.",
         {"art_1 > art_2"}),
        # Two changed places.
        (f"artikel 1 | {BUURT}\nartikel 2 | {GELD}", f"artikel 1 | {GELD}\nartikel 2 | {BUURT}",
         {"art_1 > art_2", "art_2 > art_1"}),
        # A short text says little: it is known by where it stands.
        ("artikel 1 | Vervallen.\nartikel 2 | Vervallen.", "artikel 1 | Vervallen.\nartikel 2 | Vervallen.",
         {"art_1 > art_1", "art_2 > art_2"}),
        ("artikel 1 | Vervallen.\nartikel 3 | Nog niets.", "artikel 2 | Vervallen.\nartikel 4 | Iets.",
         {"art_1 > art_2"}),
        # Nothing is left of the words, but the number is, and nothing else claims it.
        (f"artikel 1 | {BUURT}\nartikel 2 | {GELD}", f"artikel 1 | Dit is nog niet van kracht.\nartikel 2 | {GELD}",
         {"art_1 > art_1", "art_2 > art_2"}),
        # A definition keeps its term, whatever it says.
        ("artikel 1 | Hier is:\n  definitie 1 | wijk: een deel van de stad\n  definitie 2 | buurt: een straat of meer",
         "artikel 1 | Hier is:\n  definitie 1 | advies: wat de raad zegt\n  definitie 2 | wijk: alles binnen de ring",
         {"art_1 > art_1", "art_1__list_1__item_o_1 > art_1__list_1__item_o_2"}),
        # A chapter is known by what it holds, though it is called otherwise now.
        (f"hoofdstuk 1 Meedoen\n  artikel 1 | {BUURT}\n  artikel 2 | {GELD}",
         f"hoofdstuk 1 Raad\n  artikel 1 | {RAAD}\nhoofdstuk 2 Meedoen\n  artikel 2 | {BUURT}\n  artikel 3 | {GELD}",
         {"chp_1 > chp_2", "chp_1__art_1 > chp_2__art_2", "chp_1__art_2 > chp_2__art_3"}),
        # An article without words of its own moves with its leden.
        (f"artikel 5\n  lid 1 | {BUURT}\n  lid 2 | {GELD}",
         f"artikel 5\n  lid 1 | {RAAD}\nartikel 6\n  lid 1 | {BUURT}\n  lid 2 | {GELD}",
         {"art_5 > art_6", "art_5__para_1 > art_6__para_1", "art_5__para_2 > art_6__para_2"}),
        # The same words in two places: each goes on where its article goes on.
        (f"artikel 1 Plein\n  lid 1 | {BUURT}\n  lid 2 | {STEL}\nartikel 2 Raad\n  lid 1 | {RAAD}\n  lid 2 | {STEL}",
         f"artikel 1 Raad\n  lid 1 | {RAAD}\n  lid 2 | {STEL}\nartikel 2 Plein\n  lid 1 | {BUURT}\n  lid 2 | {STEL}",
         {"art_1 > art_2", "art_2 > art_1", "art_1__para_1 > art_2__para_1", "art_1__para_2 > art_2__para_2",
          "art_2__para_1 > art_1__para_1", "art_2__para_2 > art_1__para_2"}),
        # A heading came above: what is short moves along with what stands beside it.
        (f"alinea | Besluit:\nalinea | {BUURT}\nalinea | Getekend.",
         f"hoofdstuk 1 Aangenomen\n  alinea | Besluit:\n  alinea | {BUURT}\n  alinea | Getekend.",
         {f"content_o_{at} > chp_1__content_o_{at}" for at in (1, 2, 3)}),
        # A draft in paragraphs becomes a rule in articles.
        (f"alinea | {BUURT}\nalinea | {RAAD}", f"artikel 1 | {RAAD}\nartikel 2 | {BUURT}",
         {"content_o_1 > art_2", "content_o_2 > art_1"}),
        # What has nothing in common is not the same.
        (f"artikel 1 | {BUURT}", f"artikel 2 | {GELD}", set()),
    ],
)  # fmt: skip
def test_what_goes_on_as_what(old, new, links):
    assert aligned(old, new) == (links, set(), set())


def test_between_two_rules_a_number_says_nothing():
    old, new = f"artikel 1 | {BUURT}\nartikel 2 | {GELD}", f"artikel 1 | {SPEEL}\nartikel 3 | {GELD}"
    assert aligned(old, new, same_rule=False)[0] == {"art_2 > art_3"}
    assert aligned(old, new)[0] == {"art_2 > art_3"}, "most clauses got another number, so that none says anything"


def test_a_number_says_something_where_most_kept_theirs():
    old = f"artikel 1 | {BUURT}\nartikel 2 | {GELD}\nartikel 3 | {RAAD}"
    new = f"artikel 1 | {SPEEL}\nartikel 2 | {GELD}\nartikel 3 | {RAAD}"
    assert "art_1 > art_1" in aligned(old, new)[0]
    assert "art_1 > art_1" not in aligned(old, new, same_rule=False)[0]


@pytest.mark.parametrize(
    ("old", "new", "links", "splits", "merges"),
    [
        # An article becomes an article with leden.
        (f"artikel 1 | {BUURT} {GELD}", f"artikel 1\n  lid 1 | {BUURT}\n  lid 2 | {GELD}",
         {"art_1 > art_1"}, {"art_1 > art_1__para_1", "art_1 > art_1__para_2"}, set()),
        # A lid is cut in two; the piece in its place goes on as the lid.
        (f"artikel 1\n  lid 1 | {BUURT} {RAAD}", f"artikel 1\n  lid 1 | {BUURT}\n  lid 2 | {RAAD}",
         {"art_1 > art_1", "art_1__para_1 > art_1__para_1"}, {"art_1__para_1 > art_1__para_2"}, set()),
        # Two leden become one.
        (f"artikel 1\n  lid 1 | {BUURT}\n  lid 2 | {GELD}", f"artikel 1 | {BUURT} {GELD}",
         {"art_1 > art_1"}, set(), {"art_1__para_1 > art_1", "art_1__para_2 > art_1"}),
        # Even a short text goes up to the article that it fell under.
        ("artikel 1\n  alinea | Wijzigt de Wijkregel.", "artikel 1 | Wijzigt de Wijkregel.",
         {"art_1 > art_1"}, set(), {"art_1__content_o_1 > art_1"}),
        # What is said again elsewhere was not split off: it still stands where it stood.
        (f"artikel 1 | {BUURT} {GELD}", f"artikel 1 | {BUURT} {GELD} Dat is alles.\nartikel 2 | {GELD}",
         {"art_1 > art_1"}, set(), set()),
    ],
)  # fmt: skip
def test_splits_and_merges(old, new, links, splits, merges):
    assert aligned(old, new) == (links, splits, merges)


def test_nothing_and_something():
    assert aligned("", "") == (set(), set(), set())
    assert aligned("", f"artikel 1 | {BUURT}") == (set(), set(), set())
    assert aligned(f"artikel 1 | {BUURT}", "") == (set(), set(), set())
