"""A visitor with a real browser: at the two widths that we look at, with scripts and without, and what axe finds."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page
from support.screenshots import screenshots

_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def require_browser() -> None:
    """Skip the module where there is no browser."""
    if screenshots.chromium() is None:
        pytest.skip("there is no Chromium on this machine", allow_module_level=True)


@contextmanager
def visitor(device: str, *, javascript: bool = True, asked_for: tuple[str, ...] = ("404",)) -> Iterator[Page]:
    """Open a page of a fresh browser on a `telefoon` or a `scherm`; what goes wrong in the page fails the test.

    `asked_for`: the statuses of answers that the test brings about, about which the browser may complain.

    Every request has to stay on the site, and neither a script nor the protection of the site may complain.
    """
    with screenshots.browser_page(screenshots.SIZES[device], javascript=javascript) as page:
        troubles: list[str] = []
        page.on("console", lambda said: troubles.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda sent: troubles.append(sent.url) if "//127.0.0.1:" not in sent.url else None)
        yield page
        assert [trouble for trouble in troubles if not any(status in trouble for status in asked_for)] == []


def obstacles(page: Page, only: tuple[str, ...] = ()) -> list[str]:
    """Return what axe-core finds on a page against WCAG 2.2 AA and good practice, or `only` some rules, a line a place.

    It is a script: in a browser without JavaScript it would never end.
    """
    options = {"runOnly": {"type": "rule", "values": list(only)}} if only else _RULES
    found = Axe().run(page, options=options).response["violations"]
    return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]


def fits(page: Page) -> bool:
    """Whether the page is no wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def follow(target: Locator) -> None:
    """Click what leads to another page or another place, and wait until it is there in full.

    A click alone returns as soon as the browser leaves: what is read right after it can be half a page.
    """
    with target.page.expect_navigation():
        target.click()


def follow_with_enter(page: Page) -> None:
    """The same with the key Enter, on what has the focus."""
    with page.expect_navigation():
        page.keyboard.press("Enter")
