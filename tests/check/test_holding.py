"""What is a change, what is held back, and when a held text is taken after all."""

import pytest
from reportlab.pdfgen.canvas import Canvas
from support.publisher import Reply, Request
from support.village import ARTICLES, DAY, HOUR, changed, page

NEW = changed(2, "Het college stelt de bewonersraad op de hoogte van een besluit over de speeltuin.")
LOGIN = page(("Vul uw gegevens in.",), "Mijn omgeving", "x").replace(
    "</main>",
    "<form><input type='password'></form>" + "<p>Op deze pagina logt u in met uw gegevens.</p>" * 60 + "</main>",
)
SHORT = page(("Deze pagina is verhuisd.",))
OTHER = page(
    tuple(
        f"Op {day} mei is het zwembad open van negen tot vijf uur en mag iedereen komen zwemmen." for day in range(1, 9)
    )
)


def held(village) -> list[tuple]:
    return village.rows("SELECT doubt, state FROM held ORDER BY rowid")


def publish(village, path: str, body: str) -> None:
    village.publisher.page(path, body)


def test_a_new_text_is_news_at_once_and_only_the_first_reading_is_not(village):
    path = village.follow_page()
    village.check()
    assert (village.reasons, village.news) == (["inhoud"], []), "what was there already is no news"
    publish(village, path, page(NEW))

    report = village.check(6 * HOUR)

    assert (report.new, village.news, held(village)) == (1, ["buurthuizen"], [])


@pytest.mark.parametrize(
    "body",
    [
        page(extra="<a href='/nieuws'>Nieuws van vandaag</a>"),
        page().replace("<p>", "<p class='tekst'>\n  ").replace("</p>", "\u00ad</p>"),
        page().replace("<body>", "<body data-build='8f3a'>"),
    ],
)
def test_other_bytes_with_the_same_text_are_no_change(village, body):
    path = village.follow_page()
    village.check()
    publish(village, path, body)

    report = village.check(DAY)

    assert (report.new, report.unchanged, held(village)) == (0, 1, [])
    assert len(village.rows("SELECT * FROM snapshots")) == 2, "the bytes are kept all the same"


@pytest.mark.parametrize(
    ("body", "doubt"),
    [(LOGIN, "inlogpagina"), (SHORT, "gekrompen"), (OTHER, "andere tekst")],
)
def test_a_text_in_doubt_is_held_back_reported_and_kept(village, body, doubt):
    path = village.follow_page()
    village.check()
    publish(village, path, body)

    report = village.check(DAY)

    assert (village.news, held(village)) == ([], [(doubt, "vastgehouden")])
    (failure,) = report.failures
    assert failure.step == "hold"
    assert f"held back ({doubt})" in str(failure)
    assert "tracker accept buurthuizen" in str(failure)
    assert village.rows("SELECT outcome, step FROM checks ORDER BY id DESC LIMIT 1") == [("error", "hold")]
    (snapshot,) = village.rows("SELECT snapshot FROM held")[0]
    assert (village.folder / "archive" / snapshot[:2] / snapshot).read_text() == body, "nothing is lost"
    assert "Vastgehouden" in village.reports[-1]


def test_what_was_held_back_lapses_when_the_text_is_back(village):
    path = village.follow_page()
    village.check()
    publish(village, path, SHORT)
    village.check(DAY)
    publish(village, path, page())

    village.check(DAY)

    assert (village.news, held(village)) == ([], [("gekrompen", "vervallen")])


@pytest.mark.parametrize(("body", "days"), [(SHORT, 7), (OTHER, 3)])
def test_a_text_that_stays_is_taken_after_some_days(village, body, days):
    path = village.follow_page()
    village.check()
    publish(village, path, body)
    for _ in range(days):
        village.check(DAY)
    assert village.news == [], "not yet"

    village.check(DAY)

    assert (village.news, held(village)[0][1]) == (["buurthuizen"], "vrijgegeven")


def test_a_login_page_is_never_taken_however_long_it_stays(village):
    path = village.follow_page()
    village.check()
    publish(village, path, LOGIN)
    for _ in range(60):
        village.check(DAY)
    assert (village.news, held(village)) == ([], [("inlogpagina", "vastgehouden")])


def test_a_clock_that_jumps_does_not_let_a_held_text_go(village):
    path = village.follow_page()
    village.check()
    publish(village, path, SHORT)
    village.check(DAY)
    village.check(400 * DAY)
    village.check(-402 * DAY)
    village.check(405 * DAY)
    assert held(village) == [("gekrompen", "vastgehouden")]


def test_two_servers_with_two_texts_are_no_change(village):
    path = village.follow_page()
    village.check()
    answers = [page(NEW), page()]

    def in_turn(_request: Request) -> Reply:
        answers.append(answers.pop(0))
        return Reply(answers[-1].encode())

    village.publisher.reply(path, in_turn)
    for _ in range(10):
        village.check(6 * HOUR)

    assert village.news == []
    assert {doubt for doubt, _ in held(village)} == {"wisselt"}


def test_an_older_text_that_comes_back_is_held_and_then_taken(village):
    path = village.follow_page()
    village.check()
    publish(village, path, page(NEW))
    village.check(DAY)
    publish(village, path, page())

    village.check(DAY)
    assert (village.news, held(village)) == (["buurthuizen"], [("wisselt", "vastgehouden")])
    for _ in range(3):
        village.check(DAY)

    assert village.news == ["buurthuizen", "buurthuizen"], "after three days it is believed that the text was put back"


def test_after_a_failing_second_look_the_next_check_decides(village):
    path = village.follow_page()
    village.check()
    village.publisher.reply(path, Reply(page(NEW).encode()), Reply(status=403), Reply(page(NEW).encode()))

    village.check(DAY)
    assert (village.news, held(village)) == ([], [("onbevestigd", "vastgehouden")])
    village.check(6 * HOUR)

    assert village.news == ["buurthuizen"]


def pdf(village, lines: int) -> bytes:
    path = village.folder / "plan.pdf"
    canvas = Canvas(str(path), invariant=True, pageCompression=0)
    for number in range(1, lines + 1):
        canvas.drawString(72, 780 - 20 * (number % 35), f"Artikel {number}. Bewoners beslissen mee over plek {number}.")
        if number % 35 == 34:
            canvas.showPage()
    canvas.save()
    return path.read_bytes()


def test_half_a_pdf_is_no_change(village):
    whole = pdf(village, 100)
    village.publisher.page("/plan.pdf", whole, "application/pdf")
    village.follow("plan", "web", village.publisher.base + "/plan.pdf")
    village.check()
    assert village.reasons == ["inhoud"]
    village.publisher.page("/plan.pdf", whole[: len(whole) * 2 // 3], "application/pdf")

    report = village.check(DAY)

    assert village.news == []
    assert report.failures, "it must be said"
    village.publisher.page("/plan.pdf", whole, "application/pdf")
    assert (village.check(DAY).unchanged, village.news) == (1, [])


def test_a_document_that_could_not_be_read_at_first_is_no_news_later(village):
    """A page with two links: one works at once, the other was there too but failed."""
    links = "<a href='/een.html'>Een</a><a href='/twee.html'>Twee</a>"
    village.publisher.page("/stukken", f"<html><body>{links}</body></html>")
    village.publisher.page("/een.html", page())
    village.publisher.reply("/twee.html", Reply(status=403))
    village.follow("stukken", "web", village.publisher.base + "/stukken", links="*.html")
    village.check()
    village.publisher.page("/twee.html", page(NEW))
    village.check(DAY)
    assert (village.reasons, village.news) == (["inhoud", "inhoud"], [])
    village.publisher.page("/stukken", f"<html><body>{links}<a href='/drie.html'>Drie</a></body></html>")
    village.publisher.page("/drie.html", page(ARTICLES[:3]))

    village.check(DAY)

    assert village.news == ["stukken"], "a page that links a new document"
    assert "Er is een nieuw stuk" in village.reports[-1]
