"""Who is told what, by mail, by webhook and in the report of a run: once, whole, and also after something broke."""

import re
import sqlite3

import pytest
from support.publisher import Reply
from support.receiver import Receiver
from support.village import DAY, HOUR, Village, changed, page

from tracker.tell.followers import Follower, Followers
from tracker.tell.news import Interest
from tracker.tell.outbox import Outbox, outbox_path

NEW = changed(2, "Het college stelt de bewonersraad op de hoogte van een besluit over de speeltuin.")


@pytest.fixture
def receiver():
    with Receiver() as receiver:
        yield receiver


def following(*followers: Follower, **settings) -> Followers:
    return Followers(followers, **settings)


def publish_new(village: Village, path: str, articles=NEW) -> None:
    village.publisher.page(path, page(articles))


def test_a_change_arrives_by_mail_and_by_webhook_once_with_both_texts(village, mailbox, receiver):
    village.followers = following(Follower("lezer", (mailbox.address, receiver.address)), site="https://volg.example")
    path = village.follow_page()
    village.check()
    publish_new(village, path)

    for _ in range(3):
        assert village.check(6 * HOUR).failures == []

    (mail,), (posted,) = mailbox.mails, receiver.posted
    body = mail.get_body().get_content()
    assert mail["Subject"] == posted["title"] == "Nieuws over Beleidsregel buurthuizen"
    assert mail["To"] == "lezer@example.org"
    for said in (body.replace("\r\n", "\n"), posted["message"]):
        assert "Was: Het college vraagt de bewonersraad om advies" in said
        assert "Nu: Het college stelt de bewonersraad op de hoogte" in said
        assert re.search(r"Lees de tekst: https://volg\.example/beleid/buurthuizen/buurthuizen-[0-9a-f]+\n?$", said)
        assert re.search(r"  Lees meer: https://volg\.example/beleid/buurthuizen/buurthuizen-[0-9a-f]+/art_2\n", said)
    assert mail["X-Beleidsvolger-Message"] == receiver.names[0], "a second copy could be told by its name"


def test_nothing_new_is_silence(village, mailbox):
    village.followers = following(Follower("lezer", (mailbox.address,), maintenance=True))
    village.follow_page()
    for _ in range(4):
        village.check(6 * HOUR)
    assert (mailbox.mails, village.reports) == ([], [])


def test_the_report_of_a_run_is_grouped_by_policy(village):
    paths = [village.follow_page(name) for name in ("een", "twee", "drie")]
    village.check()
    for path in paths[:2]:
        publish_new(village, path)
    village.check(DAY)
    (report,) = village.reports
    assert report.startswith("Nieuws over 2 beleidsstukken\n\nBeleidsregel een\n\nDe tekst is veranderd.")
    assert report.count("Beleidsregel twee") == 1
    assert "drie" not in report


@pytest.mark.parametrize(
    ("interest", "hears"),
    [
        (Interest(policies=("een",)), True),
        (Interest(policies=("twee",)), False),
        (Interest(themes=("buurthuizen",)), True),
        (Interest(themes=("speelplekken",)), False),
        (Interest(municipalities=("Voorbeeldstad",)), True),
        (Interest(forms=("advies",)), True),
        (Interest(forms=("uitdaagrecht",)), False),
    ],
)
def test_a_follower_hears_of_what_it_follows_only(village, receiver, interest, hears):
    village.followers = following(Follower("lezer", (receiver.address,), interest))
    path = village.follow_page("een")
    village.check()
    publish_new(village, path)
    village.check(DAY)
    assert bool(receiver.posted) == hears


def test_who_begins_to_follow_later_is_not_told_of_what_was_before(village, receiver):
    path = village.follow_page()
    village.check()
    publish_new(village, path)
    village.check(DAY)
    village.followers = following(Follower("lezer", (receiver.address,)))
    village.check(DAY)
    assert receiver.posted == []
    publish_new(village, path, changed(1, "Bewoners beslissen over de inrichting van het buurthuis.", NEW))
    village.check(DAY)
    assert len(receiver.posted) == 1
    assert "bewonersraad" not in receiver.posted[0]["message"]


def test_a_message_that_is_refused_is_kept_and_sent_later(village, mailbox):
    village.followers = following(Follower("lezer", (mailbox.address,)))
    path = village.follow_page()
    village.check()
    publish_new(village, path)
    mailbox.refuses = True

    (failure,) = village.check(DAY).failures

    assert failure.step == "tell"
    assert "lezer@example.org" not in str(failure), "an address is no news for a log"
    mailbox.refuses = False
    assert village.check(DAY).failures == []
    assert len(mailbox.mails) == 1
    village.check(DAY)
    assert len(mailbox.mails) == 1


def test_a_message_that_may_have_been_sent_is_not_sent_twice_but_named(village, receiver):
    """As after a kill between the sending and the note that it was sent."""
    village.followers = following(Follower("lezer", (receiver.address,)))
    path = village.follow_page()
    village.check()
    publish_new(village, path)
    village.check(DAY)
    with sqlite3.connect(outbox_path(village.database)) as outbox:
        outbox.execute("UPDATE sendings SET state = 'bezig'")

    village.check(DAY)
    village.check(DAY)

    first, second = receiver.posted
    assert "Was: " in first["message"]
    assert "Misschien hebt u dit bericht niet gekregen:\n\n- Nieuws over Beleidsregel buurthuizen" in second["message"]


def test_a_source_that_keeps_failing_is_told_once_and_so_is_that_it_is_healed(village, receiver):
    village.followers = following(Follower("beheer", (receiver.address,), news=False, maintenance=True))
    path = village.follow_page()
    village.check()
    village.publisher.reply(path, Reply(b"stuk", status=500))
    said = []
    for _ in range(5):
        village.check(12 * HOUR)
        said.append(len(receiver.posted))
    village.publisher.page(path, page())
    village.check(12 * HOUR)
    village.check(12 * HOUR)

    assert said == [0, 0, 1, 1, 1], "after three failures over a day, and then no more"
    failing, healed = (each["message"] for each in receiver.posted)
    assert "Bronnen die niet lukken" in failing
    assert "500 Internal Server Error" in failing
    assert healed.startswith("Bronnen die het weer doen\n\n- Beleidsregel buurthuizen: bron buurthuizen")


def test_a_better_parser_is_told_to_nobody(village, receiver):
    village.followers = following(Follower("lezer", (receiver.address,), maintenance=True))
    village.follow_page()
    village.check()
    with sqlite3.connect(village.database) as database:  # as if other code had read it, and other words came of it
        database.execute("UPDATE readings SET extractor = 'older'")
        database.execute("UPDATE versions SET extractor = 'older', text_sha256 = 'older'")

    village.check(DAY)

    assert village.reasons == ["inhoud", "extractie"]
    assert (receiver.posted, village.reports) == ([], [])


def test_addresses_are_in_no_file_that_a_check_writes(village, mailbox):
    village.followers = following(Follower("lezer", (mailbox.address,)))
    path = village.follow_page()
    village.check()
    publish_new(village, path)
    village.check(DAY)
    assert len(mailbox.mails) == 1
    for file in (each for each in village.folder.rglob("*") if each.is_file()):
        assert b"lezer@example" not in file.read_bytes(), file.name
    assert outbox_path(village.database).stat().st_mode & 0o077 == 0, "the outbox is for its owner only"


def test_the_same_message_cannot_be_written_down_twice(tmp_path, village):
    from tracker.model import TrackerError
    from tracker.tell.words import Message

    with Outbox(tmp_path / "outbox.db") as outbox:
        outbox.welcome("lezer", [], village.now)
        outbox.put("lezer", ["doel"], ["versie:a"], Message("t", "b"), village.now)
        with pytest.raises(TrackerError, match="UNIQUE"):
            outbox.put("lezer", ["doel"], ["versie:a", "versie:b"], Message("t", "b"), village.now)
        assert list(outbox.told("lezer")) == ["versie:a"], "all of it is undone"
