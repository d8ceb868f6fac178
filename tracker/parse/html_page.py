"""Where the text of a page is, and what the page says of itself: landmarks, density of text, metadata."""

import re
from collections.abc import Sequence

from lxml import etree

from tracker.model import Block, BlockKind
from tracker.parse.inline import normalise

SILENT_TAGS = frozenset({"script", "style", "meta", "link", "base", "param", "source", "track"})
"""Elements whose content is no text."""

_NAVIGATION_TAGS = (
    "nav aside footer button select option optgroup textarea label datalist dialog menu audio video object iframe"
)
NAVIGATION_TAGS = frozenset(_NAVIGATION_TAGS.split())
"""Elements that are no part of the running text wherever they stand in it."""

_ROLES = "navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar button"
_NAVIGATION_ROLES = frozenset(_ROLES.split())
_BOILERPLATE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookie\w*|consent|breadcrumbs?|kruimelpad|skip-?(?:links?|to\w*)|site-?(?:header|footer|nav\w*)|"
    r"(?:main|hoofd|top|sub|side)?-?(?:nav|navbar|navigation|navigatie|menu)|sidebar|social\w*|share|sharing|delen|"
    r"pagination|paginering|pager|readspeaker|rs_\w+|to-?top|feedback|newsletter|nieuwsbrief|related|gerelateerd|"
    r"print-?(?:button|knop)|search-?(?:form|box|bar)|zoekbalk|footer|modal|popup|advert\w*)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ABOUT_OTHERS = re.compile(r"(?<![\w-])(?:has|with|without|no|met|zonder)-[\w-]+")
"""Classes that say what stands beside an element ("has-sidebar"), not what it is."""

_SCREEN_READER_NAMES = re.compile(
    r"(?:^|\s)(?:visually-?hidden|element-invisible|sr-only|screen-?reader(?:-text)?|assistive-text|hide-text)(?:$|\s)",
    re.IGNORECASE,
)
_FOLDED_NAMES = re.compile(r"accord|collaps|panel|tab|toggle|uitklap|faq|expand|content|answer|antwoord", re.IGNORECASE)
_INVISIBLE_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CONTENT_IDS = re.compile(
    r"^(?:main|content|main-?content|page-?content|content-?main|inhoud|hoofdinhoud|primary|maincontent\w*)$",
    re.IGNORECASE,
)
_CONTAINER_TAGS = "body div section article main form table tbody tr td center span font"
_CONTAINERS = frozenset(_CONTAINER_TAGS.split())
_SITE_NAME = re.compile(r"\s+[|–—•·»]\s+[^|–—•·»]*$|\s+-\s+(?:gemeente\s+)?[^-]{1,40}$", re.IGNORECASE)

LANDMARK_SHARE = 0.3
"""A landmark is believed when it holds this share of the text outside menus; less, and it is a teaser."""

CONTAINER_SHARE = 0.85
"""Without landmarks: go down into the one child that holds this share of its parent's text."""


def tag_of(element: etree._Element) -> str:
    """Return an element's name in lower case without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def names_of(element: etree._Element) -> str:
    """Return an element's class and id."""
    return f"{element.get('class', '')} {element.get('id', '')}"


def visible_text(element: etree._Element) -> str:
    """Return the text in an element, words of different elements apart, without scripts and styles."""
    words: list[str] = []
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walker:
        if event == "start":
            if tag_of(inner) in SILENT_TAGS:
                walker.skip_subtree()
            else:
                words.append(inner.text or "")
        elif inner is not element:
            words.append(inner.tail or "")
    return normalise(" ".join(words))


class PageMap:
    """What stands where on a page: the weight of every element in characters of running text.

    Links, menus and other boilerplate weigh nothing. `main` is the element with the main text; `lead` a first heading
    that stands before it, None where the main text has its own.
    """

    def __init__(self, root: etree._Element) -> None:
        self.elements = [element for element in root.iter() if isinstance(element.tag, str)]
        self.folded = _controlled_ids(self.elements)
        self.weights = self._weigh(root)
        self.main = self._main(root)
        self.lead = self._lead()

    def _weigh(self, root: etree._Element) -> dict[etree._Element, int]:
        weights: dict[etree._Element, int] = {}
        silent: list[etree._Element] = []
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                if silent or self._weighs_nothing(element):
                    silent.append(element)
                weights[element] = 0 if silent else _length(element.text)
                continue
            if silent:
                silent.pop()
            parent = element.getparent()
            if parent is not None and element is not root:
                weights[parent] += weights[element] + (0 if silent else _length(element.tail))
        return weights

    def _weighs_nothing(self, element: etree._Element) -> bool:
        tag = tag_of(element)
        if tag in SILENT_TAGS or tag in NAVIGATION_TAGS or tag in {"head", "a", "noscript", "template", "svg"}:
            return True
        if tag in {"header", "footer"} and not any(
            tag_of(above) in {"article", "main"} for above in element.iterancestors()
        ):
            return True
        return _names_boilerplate(element) and tag not in {"html", "body", "main", "form"}

    def _main(self, root: etree._Element) -> etree._Element:
        body = next((element for element in self.elements if tag_of(element) == "body"), root)
        whole = self.weights[body]
        for is_landmark in (
            lambda element: tag_of(element) == "main" or element.get("role") == "main",
            lambda element: bool(_CONTENT_IDS.match(element.get("id", ""))) and tag_of(element) in _CONTAINERS,
            lambda element: tag_of(element) == "article",
        ):
            found = [element for element in self.elements if is_landmark(element)]
            best = max(found, key=lambda element: self.weights[element], default=None)
            if best is not None and self.weights[best] >= LANDMARK_SHARE * whole and self.weights[best]:
                return best
        return self._densest(body)

    def _densest(self, body: etree._Element) -> etree._Element:
        """Go down while one container holds nearly all the running text."""
        here = body
        while self.weights[here]:
            inside = [child for child in here if tag_of(child) in _CONTAINERS]
            best = max(inside, key=lambda child: self.weights[child], default=None)
            if best is None or self.weights[best] < CONTAINER_SHARE * self.weights[here] or tag_of(best) == "span":
                break
            here = best
        return here

    def _lead(self) -> etree._Element | None:
        """Return the page's h1 where it stands above the main text and the page's title repeats it."""
        if any(tag_of(element) == "h1" for element in self.main.iter()):
            return None
        title = next((visible_text(element) for element in self.elements if tag_of(element) == "title"), "").lower()
        for element in self.elements:
            if element is self.main:
                return None
            words = visible_text(element).lower() if tag_of(element) == "h1" else ""
            if words and words in title and element not in set(self.main.iterancestors()):
                return element
        return None

    def kind_apart(self, element: etree._Element) -> str:
        """Return as what an element inside the main text is set apart (see `SetApart`); empty where it is text."""
        tag = tag_of(element)
        if tag in {"noscript", "template"} or self.is_hidden(element):
            return "hidden"
        if self.weights.get(element, 0) > self.weights[self.main] / 2:
            return ""
        if tag == "button" and opens_fold(element):
            return ""
        if tag in NAVIGATION_TAGS or tag == "form" or _names_boilerplate(element):
            return "navigation"
        return ""

    def is_hidden(self, element: etree._Element) -> bool:
        """Say whether a browser shows nothing of an element; what folds open on a click is shown."""
        if _SCREEN_READER_NAMES.search(element.get("class", "")):
            return True
        hidden = element.get("hidden") is not None or _INVISIBLE_STYLE.search(element.get("style", ""))
        if not hidden:
            return False
        folds = element.get("id") in self.folded or element.get("role") in {"tabpanel", "region"}
        return not (folds or _FOLDED_NAMES.search(names_of(element)))


def _names_boilerplate(element: etree._Element) -> bool:
    names = _ABOUT_OTHERS.sub("", names_of(element))
    return element.get("role", "") in _NAVIGATION_ROLES or bool(_BOILERPLATE_NAMES.search(names))


def _controlled_ids(elements: Sequence[etree._Element]) -> frozenset[str]:
    """Return the ids of what opens on a click somewhere on the page."""
    named = (
        element.get(name, "") for element in elements for name in ("aria-controls", "data-target", "data-bs-target")
    )
    return frozenset(name.removeprefix("#") for names in named for name in names.split())


def _length(text: str | None) -> int:
    return len("".join(text.split())) if text else 0


def opens_fold(element: etree._Element) -> bool:
    """Say whether an element is the line of an accordion: it says whether it is open, and has words of its own."""
    folds = (
        element.get("aria-expanded") is not None
        or element.get("data-toggle", element.get("data-bs-toggle")) == "collapse"
    )
    return folds and len(visible_text(element).split()) > 1


def page_title(root: etree._Element, blocks: Sequence[Block]) -> str:
    """Return the main heading, or the page's title without the name of the site."""
    for block in blocks:
        if block.kind is BlockKind.HEADING and block.level == 1:
            return f"{block.marker} {block.text}".strip()
    titles = [visible_text(element) for element in root.iter() if tag_of(element) == "title"]
    return _SITE_NAME.sub("", titles[0]) if titles else ""


_META_NAMES = {
    "dcterms.identifier": "identifier",
    "dc.identifier": "identifier",
    "dcterms.title": "title",
    "dc.title": "title",
    "og:title": "title",
    "dcterms.creator": "creator",
    "dc.creator": "creator",
    "author": "creator",
    "dcterms.type": "type",
    "overheid.informationtype": "type",
    "dcterms.issued": "issued",
    "dcterms.available": "published",
    "dc.date": "published",
    "article:published_time": "published",
    "dcterms.modified": "modified",
    "article:modified_time": "modified",
    "og:updated_time": "modified",
    "last-modified": "modified",
    "dcterms.language": "language",
    "dc.language": "language",
    "og:url": "page",
}
_DATES = frozenset({"issued", "published", "modified"})


def page_metadata(root: etree._Element, title: str) -> tuple[tuple[str, str], ...]:
    """Return what a page says of itself (DCTERMS, Open Graph, `time`), with the keys of `Document.metadata`."""
    found: dict[str, str] = {"title": title} if title else {}
    for element in root.iter():
        tag = tag_of(element)
        if tag == "meta":
            name = (element.get("name") or element.get("property") or element.get("http-equiv") or "").lower()
            _note(found, _META_NAMES.get(name, ""), element.get("content") or "")
        elif tag == "html":
            _note(
                found,
                "language",
                element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
            )
        elif tag == "link" and element.get("rel") == "canonical":
            _note(found, "page", element.get("href") or "")
        elif tag == "time":
            _note(found, "published", element.get("datetime") or "")
    return tuple(found.items())


def _note(found: dict[str, str], key: str, value: str) -> None:
    """Note the first value of a key; a date only where it is one."""
    value = normalise(value)
    if key in _DATES:
        day = re.match(r"\d{4}-\d{2}-\d{2}", value)
        value = day[0] if day else ""
    if key and value:
        found.setdefault(key, value)
