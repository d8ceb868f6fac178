"""Rules that are not followed yet: new ones on a theme, successors, repeals; and texts of which the end is told."""

import pytest
from support.publisher import Expression, Publication, Reply
from support.regulations import cvdr
from support.village import DAY, HOUR, Village

from tracker.check.search import core_title


@pytest.mark.parametrize(
    ("title", "core"),
    [
        ("Beleidsregel Sociaal Makelen 2019-2024", "Sociaal Makelen"),
        ("Nadere regel subsidie buurtkracht", "subsidie buurtkracht"),
        ("Subsidieverordening voor groen in de wijk (2024)", "groen in de wijk"),
        ("Verordening 2020", "Verordening 2020"),  # nothing would be left to search for
        ("Samen in de buurt", "Samen in de buurt"),
    ],
)
def test_the_words_of_a_title_that_are_searched_for(title, core):
    assert core_title(title) == core


@pytest.fixture
def followed(village: Village) -> Village:
    """A village that follows one rule from the CVDR, looked at for the first time."""
    rule = Expression(1, "Beleidsregel Buurthuizen", cvdr(["Bewoners beslissen mee."]), "2018-01-30")
    village.publisher.add_regulation("CVDR900001", rule)
    village.follow("buurthuizen", "cvdr", "CVDR900001", theme="buurthuis", title="Beleidsregel Buurthuizen")
    village.check()
    return village


def candidates(village: Village) -> list[tuple]:
    return village.rows("SELECT id, kind, policy FROM candidates WHERE followed = 0 ORDER BY first_seen, id")


def publication(number: int, title: str, text: str = "Er komt een buurthuis bij.") -> Publication:
    name = f"gmb-2026-{900000 + number}"
    return Publication(name, title, {"html": f"<html><body><h1>{title}</h1><p>{text}</p></body></html>".encode()})


@pytest.mark.parametrize(
    ("found", "kind", "policy"),
    [
        (publication(1, "Nadere regel buurthuis op het plein"), "regel", None),
        (publication(2, "Beleidsregel Buurthuizen 2027"), "opvolger", "buurthuizen"),
        (publication(3, "Besluit tot intrekking Beleidsregel Buurthuizen"), "intrekking", "buurthuizen"),
        (
            publication(4, "Kader buurthuis", "De Beleidsregel Buurthuizen wordt ingetrokken."),
            "opvolger",
            "buurthuizen",
        ),
    ],
)
def test_what_is_found_is_a_candidate_and_told_once(followed, found, kind, policy):
    followed.publisher.add_publication(found)
    followed.check(DAY)
    followed.check(DAY)
    assert candidates(followed) == [(found.identifier, kind, policy)]
    assert sum(found.title in report for report in followed.reports) == 1
    assert "Misschien ook volgen" in followed.reports[-1]


def test_another_municipality_and_what_is_followed_are_no_candidates(followed):
    followed.publisher.add_publication(
        Publication("gmb-2026-900009", "Regel buurthuis", {"html": b"<p>x</p>"}, creator="Elders")
    )
    followed.check(DAY)
    assert candidates(followed) == []


def test_a_candidate_that_is_followed_is_one_no_more(followed):
    followed.publisher.add_publication(publication(1, "Nadere regel buurthuis op het plein"))
    followed.check(DAY)
    followed.follow("plein", "gmb", "gmb-2026-900001", theme="buurthuis")
    followed.check(DAY)
    assert candidates(followed) == []


def test_the_collections_are_searched_once_a_day_and_again_after_a_failure(followed):
    searches = lambda: len(followed.publisher.asked("/sru"))  # noqa: E731
    before = searches()
    followed.check(6 * HOUR)
    assert searches() == before
    followed.publisher.reply("/sru", Reply(status=403))
    report = followed.check(DAY)
    assert {failure.step for failure in report.failures} == {"search"}
    asked = searches()
    followed.check(HOUR)
    assert searches() > asked


def test_an_end_that_the_publisher_gives_is_told_once(followed):
    work = followed.publisher._works["CVDR900001"]
    work[0] = Expression(1, work[0].title, work[0].xml, "2018-01-30", "2026-12-31")
    for _ in range(3):
        followed.check(DAY)
    assert followed.rows("SELECT valid_to, valid_to_given FROM versions") == [("2026-12-31", 1)]
    (report,) = followed.reports
    assert "De uitgever zegt dat deze tekst geldt tot 31 december 2026." in report


def test_the_end_of_a_text_that_has_a_successor_is_no_news_of_its_own(followed):
    work = followed.publisher._works["CVDR900001"]
    work[0] = Expression(1, work[0].title, work[0].xml, "2018-01-30", "2026-03-01")
    newer = Expression(2, work[0].title, cvdr(["Bewoners beslissen."], identifier="CVDR900001_2"), "2026-03-01")
    followed.publisher.add_regulation("CVDR900001", newer)
    followed.check(DAY)
    (report,) = followed.reports
    assert "De tekst is veranderd." in report
    assert "geldt tot" not in report
