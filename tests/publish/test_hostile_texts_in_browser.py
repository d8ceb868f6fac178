"""Texts that try to be more than text, in a real browser: nothing of them runs, is loaded or becomes an element."""

import httpx
import pytest
from support.browsing import require_browser, visitor
from support.crawling import crawl
from support.hostile import hostile_database
from support.serving import running

require_browser()

_KINDS = {"/beleid": 6, "/id": 0, "/archief": 0, "/beleidsvolger": 0, "/-": 0}
_OF_DATASETTE = ("/tracker", "/tracker/clauses", "/tracker/bepalingen", "/tracker/versions", "/tracker/sources")

_ALIVE = """() => [
    ...document.querySelectorAll("[data-hostile], iframe, object, embed, base, script:not([src]), [srcdoc]"),
    ...[...document.querySelectorAll("*")].filter(
        (element) => element.getAttributeNames().some((name) => name.startsWith("on"))
            || [...element.attributes].some((each) => /^\\s*(javascript|vbscript|data):/i.test(each.value))),
].map((element) => element.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with running(hostile_database(tmp_path_factory.mktemp("hostile"))) as client:
        yield client


def pages(site: httpx.Client) -> list[str]:
    """Addresses of pages of every kind, those of Datasette a few."""
    wanted = lambda kind: _KINDS.get(kind.split()[0], 0 if kind.startswith("/tracker") else 1)  # noqa: E731
    found = crawl(site, ["/", "/beleid/vijandig-0", "/beleid/vijandig-12", "/sitemap.xml"], of_a_kind=wanted, most=400)
    return [*(address for address, answer in found if _is_page(answer)), *_OF_DATASETTE]


def _is_page(answer: httpx.Response) -> bool:
    is_html = answer.headers.get("content-type", "").startswith("text/html")
    return is_html and answer.status_code == 200 and "content-disposition" not in answer.headers


def test_nothing_of_a_document_lives_on_a_page(site):
    addresses = pages(site)
    assert len(addresses) > 40, addresses
    opened: list[str] = []
    with visitor("scherm", asked_for=()) as page:
        page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
        page.on("popup", lambda popup: opened.append(popup.url))
        for address in addresses:
            page.goto(f"{str(site.base_url).rstrip('/')}{address}")
            page.keyboard.press("Tab")
            assert page.evaluate("window.hostile") is None, address
            assert page.evaluate(_ALIVE) == [], address
            assert page.url.startswith(str(site.base_url)), f"{address} led away to {page.url}"
    assert opened == []


def test_links_and_words_of_documents_are_kept_apart(site):
    """So that letters in them that turn the direction leave the words behind them as they are."""
    with visitor("telefoon") as page:
        page.goto(f"{str(site.base_url).rstrip('/')}/beleid/vijandig-12/nu/art_1")
        for what in ("main a", "main .bron", "main p", "main dd"):
            found = page.locator(what).first.evaluate("(element) => getComputedStyle(element).unicodeBidi")
            assert found == "isolate", what
