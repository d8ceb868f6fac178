"""Every page of the site as visitors have it: on a phone or a screen, with scripts or without, by day or by night."""

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")
from support.browsing import obstacles, require_browser
from support.pages import KINDS, MORE, addresses
from support.screenshots import screenshots

require_browser()

HEAVIEST = 150_000
"""Bytes of a page with its styles and scripts, without pictures."""

SMALLEST = 320
"""Pixels: the width of the smallest phone, and of a screen on which letters are enlarged four times."""

VISITORS = {
    "phone by day": ("telefoon", True, "light"),
    "phone without scripts by night": ("telefoon", False, "dark"),
    "screen by night": ("scherm", True, "dark"),
    "screen without scripts by day": ("scherm", False, "light"),
}
"""Device, whether scripts run, colours: every two of them meet.

What looks for obstacles is a script itself: where scripts run it looks at both colours.
"""

OTHER = {"light": "dark", "dark": "light"}

FOCUS_SHOWN = """() => {
    const element = document.activeElement, box = element.getBoundingClientRect();
    const looks = () => [element, ...element.querySelectorAll('*')].slice(0, 12).flatMap((part) =>
        ['', '::before', '::after'].map((pseudo) => {
            const style = getComputedStyle(part, pseudo || null);
            return ['outlineStyle', 'boxShadow', 'stroke', 'strokeWidth', 'borderColor', 'textDecorationLine',
                    'backgroundColor'].map((name) => style[name]).join();
        })).join('|');
    // The browser itself marks the day, the month and the year within a field for a date.
    let changes = element.type === 'date';
    if (!changes) {
        const focused = looks();
        element.blur();
        changes = looks() !== focused;
        element.focus();
    }
    return {
        words: (element.getAttribute('aria-label') || element.labels?.[0]?.innerText || element.innerText
                || element.value || element.name || '').trim(),
        tag: element.tagName.toLowerCase(),
        shown: changes && box.bottom > 0 && box.top < innerHeight,
    };
}"""


class Visitor:
    """A browser that notes what goes wrong in a page and how much comes over the wire."""

    def __init__(self, page, base: str, *, javascript: bool = True, colours: str = "light") -> None:
        self.page = page
        self.base = base
        self.javascript = javascript
        self.colours = colours
        page.emulate_media(color_scheme=colours)
        self.troubles: list[str] = []
        self.weight = 0
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.troubles.append(f"a script fails: {error}"))
        page.on("request", self._asked)
        page.on("requestfinished", self._weighed)
        page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})

    def open(self, address: str) -> int:
        self.troubles.clear()
        self.weight = 0
        return self.page.goto(self.base + address).status

    def _said(self, message) -> None:
        if message.type in ("error", "warning") and "404 (Not Found)" not in message.text:
            self.troubles.append(f"the browser says: {message.text}")

    def _asked(self, request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.troubles.append(f"asks elsewhere for {request.url}")

    def _weighed(self, request) -> None:
        if request.resource_type in ("document", "stylesheet", "script", "fetch", "xhr"):
            self.weight += request.sizes()["responseBodySize"]


@pytest.fixture(scope="module", params=VISITORS)
def visitor(request, village_site):
    device, javascript, colours = VISITORS[request.param]
    with screenshots.browser_page(screenshots.SIZES[device], javascript=javascript) as page:
        yield Visitor(page, str(village_site.base_url).rstrip("/"), javascript=javascript, colours=colours)


@pytest.fixture(scope="module")
def at(village):
    return addresses(village)


def flaws(visitor: Visitor, address: str) -> list[str]:
    """What is wrong with a page, a line each."""
    page = visitor.page
    page.set_viewport_size({**page.viewport_size, "width": visitor_width(visitor)})
    status = visitor.open(address)
    found = [*visitor.troubles, *(obstacles_by_day_and_night(visitor) if visitor.javascript else ())]
    if status not in (200, 404):
        found.append(f"answers {status}")
    if (headings := page.locator("h1").count()) != 1:
        found.append(f"has {headings} headings h1")
    if visitor.weight > HEAVIEST:
        found.append(f"weighs {visitor.weight:,} bytes with its styles and scripts")
    widths = [page.viewport_size["width"], SMALLEST] if page.viewport_size["width"] < 500 else [1280]
    for width in widths:
        page.set_viewport_size({**page.viewport_size, "width": width})
        if (taken := page.evaluate("document.documentElement.scrollWidth")) > width:
            found.append(f"is {taken} pixels wide in a window of {width}")
    return found


def obstacles_by_day_and_night(visitor: Visitor) -> list[str]:
    """All obstacles in the colours of the visitor, and what is hard to read in the other ones."""
    found = obstacles(visitor.page)
    visitor.page.emulate_media(color_scheme=OTHER[visitor.colours])
    found += [f"{OTHER[visitor.colours]}: {each}" for each in obstacles(visitor.page, only=("color-contrast",))]
    visitor.page.emulate_media(color_scheme=visitor.colours)
    return found


def visitor_width(visitor: Visitor) -> int:
    return 390 if visitor.page.viewport_size["width"] < 500 else 1280


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_of_page(visitor, at, name):
    assert flaws(visitor, at[name]) == [], at[name]


on_a_phone = pytest.mark.parametrize("visitor", ["phone by day"], indirect=True)


@on_a_phone
@pytest.mark.parametrize("name", MORE)
def test_more_pages_of_a_kind(visitor, at, name):
    assert flaws(visitor, at[name]) == [], at[name]


# ------------------------------------------------------------------ with a keyboard

REACHED = {
    "home": ("Zoek",),
    "search": ("Zoek",),
    "policy": ("Lees",),
    "text": ("Zoek",),
    "clause": ("dossier",),
    "comparison to choose": ("Vergelijk",),
    "two versions": ("Vergelijk",),
    "overview": ("Wat telt mee", "Sla de grafiek over"),
    "dossier": ("Word",),
    "correction": ("Verstuur",),
}
"""Pages by name, each with words of what a keyboard must reach in them."""

MOST_STEPS = 150


@on_a_phone
@pytest.mark.parametrize("name", REACHED)
def test_a_keyboard_reaches_what_a_page_is_for_and_shows_where_it_is(visitor, at, name):
    visitor.open(at[name])
    met = []
    for _ in range(MOST_STEPS):
        visitor.page.keyboard.press("Tab")
        focused = visitor.page.evaluate(FOCUS_SHOWN)
        if focused["tag"] == "body" or (len(met) > 3 and focused == met[0]):
            break
        met.append(focused)
    assert met[0]["words"] == "Naar de inhoud"
    assert [each for each in met if not each["shown"]] == [], "nobody sees where the keyboard is"
    words = [each["words"] for each in met]
    for wanted in REACHED[name]:
        assert any(wanted.lower() in each.lower() for each in words), f"{wanted} is not among {words}"
