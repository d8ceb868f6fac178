"""Two versions of questions with their answers, side by side: on the terminal, as news and on the site."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest
from click.testing import CliRunner
from lxml import html
from support.answers import build
from support.serving import running

from tracker.cli import main
from tracker.compare.questions import as_clause, start_of_answer
from tracker.diff import between, since
from tracker.model import TrackerError
from tracker.tell.news import EVERYTHING, Interest, News, read_news, subjects
from tracker.tell.words import what_happened

KINDS = {"vraag 1": "toegevoegd", "vraag 2": "gewijzigd", "vraag 3": "hernummerd"}
"""What became of the questions of June; besides, the third question of March went."""


@pytest.fixture(scope="module")
def answered(tmp_path_factory):
    return build(tmp_path_factory.mktemp("answers") / "tracker.db")


def news_of(database, interest: Interest = EVERYTHING) -> list[News]:
    with closing(sqlite3.connect(database)) as db:
        return read_news(db, subjects(db), interest)


def test_a_question_as_a_clause_has_both_texts_and_its_mentions_where_they_stand():
    clause = as_clause("vraag_1", "Vraag 1", "Mag dat?", "Ja, dat mag.", "1", 0)
    assert clause.text[start_of_answer("Mag dat?") :] == "Ja, dat mag."
    assert clause.citation == "vraag 1"
    assert as_clause("vraag_2", "Vraag 2", "Mag dat?", "", "", 1).text == "Mag dat?"


def test_answers_are_compared_question_by_question(answered):
    report = between(answered, "buurtkracht", role="vragen")
    assert report.asks
    assert {change.new_place: change.kind for change in report.changes if change.new_clause} == KINDS
    assert [change.old_place for change in report.changes if not change.new_clause] == ["vraag 3"]


def test_what_an_answer_does_to_residents_say_is_told(answered):
    weaker = [change for change in between(answered, "buurtkracht", role="vragen").changes if change.effect]
    assert [(change.new_place, change.effect) for change in weaker] == [("vraag 2", "verzwakking")]
    assert "‘zeggenschap’" in weaker[0].sentence
    assert weaker[0].new_clause.endswith("/vraag_2")


def test_rules_are_compared_with_rules_only(answered):
    with pytest.raises(TrackerError, match="buurtkracht: has no text in this database"):
        between(answered, "buurtkracht")


def test_since_a_day_they_are_there_too(answered):
    (report,) = since(answered, date(2026, 4, 1))
    assert report.asks
    assert len(report.changes) == 4


def test_on_the_terminal(answered):
    said = CliRunner().invoke(main, ["diff", "buurtkracht", "--questions", "--db", str(answered)])
    assert said.exit_code == 0, said.output
    assert "4 wijzigingen: 1 zwakker voor bewoners." in said.output
    refused = CliRunner().invoke(main, ["diff", "buurtkracht", "--questions", "--with", "x", "--db", str(answered)])
    assert refused.exit_code == 2


def test_who_follows_hears_which_answers_changed(answered):
    (news,) = news_of(answered)
    assert what_happened(news) == "De vragen en antwoorden zijn veranderd. Wij zien 4 wijzigingen."
    (first,) = [change for change in news.changes if change.effect]
    assert first.forms == ("zeggenschap",)
    assert first.old_text.endswith("De buurt heeft zeggenschap over het buurtbudget.")
    assert first.new_text.endswith("De gemeente gaat over het buurtbudget.")
    assert news.before


def test_who_follows_one_form_hears_of_that_only(answered):
    (news,) = news_of(answered, Interest(forms=("zeggenschap",)))
    assert [change.citation for change in news.changes] == ["vraag 2"]
    assert news_of(answered, Interest(forms=("zelfbeheer",))) == []


def test_on_the_site(answered):
    with running(answered) as site:
        home = html.fromstring(site.get("/").text)
        (link,) = [each for each in home.xpath("//a/@href") if each.startswith("/vergelijk?beleid=buurtkracht&van=")]
        compared = html.fromstring(site.get(link).text)
        said = " ".join(compared.xpath("string(//main)").split())
        assert "Van de vragen en antwoorden zijn er 1 gewijzigd, 1 nieuw en 1 weg." in said
        assert "1 antwoord kreeg alleen een ander nummer of een andere plaats." in said
        assert compared.xpath("//article//a[contains(@href, '/vraag_2')]")
        day = " ".join(html.fromstring(site.get("/vergelijk?sinds=2026-04-01").text).xpath("string(//main)").split())
        assert "andere vragen en antwoorden" in day
        assert "Eerst waren er die van 1 maart 2026." in day
        policy = html.fromstring(site.get("/beleid/buurtkracht").text)
        assert policy.xpath("//a[text()='Vergelijk met de antwoorden ervoor']/@href") == [link]
        choose = html.fromstring(site.get("/vergelijk?beleid=buurtkracht").text)
        assert len(choose.xpath("//select[@id='van-vragen']/option")) == 2
        assert not choose.xpath("//select[not(option)]"), "nothing to choose from is not offered"
