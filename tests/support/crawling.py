"""Going through a site as a search engine does: every link that is found, a few of each kind of address."""

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import httpx
from lxml import etree

_LEADS = ("href", "src", "data", "poster")
_XML = ("application/atom+xml", "application/xml", "image/svg+xml")
_NAMED = ("beleid", "id", "archief", "thema")
"""Begins of a path behind which stands a name, and not what kind of page it is."""


def kind_of(address: str) -> str:
    """What kind of page an address is: the begin of its path, how long it is, and the names in its query string.

    What can be narrowed in every combination has no end of kinds: only the first two names count, and one of files and
    of Datasette's tables, whichever table it is.
    """
    split = urlsplit(address)
    parts = split.path.strip("/").split("/")
    names = sorted({name for name, _ in parse_qsl(split.query, keep_blank_values=True)})
    ending = re.search(r"\.(json|csv|atom|xml|svg|docx|odt|md|html|txt|db)$", split.path)
    if parts[0] == "tracker":
        begin, names = "/".join(parts[: 1 if names else 2]), names[:1]
    else:
        begin, names = "/".join(parts[: 1 if parts[0] in _NAMED else 2]), names[: 1 if ending else 2]
    return f"/{begin} {len(parts)} {ending[1] if ending else ''} {','.join(names)}"


def crawl(
    site: httpx.Client, start: Iterable[str], *, of_a_kind: Callable[[str], int], most: int
) -> Iterator[tuple[str, httpx.Response]]:
    """Give address and answer of `most` pages at most, so many of each kind; redirects are followed as links."""
    base = str(site.base_url).rstrip("/")
    waiting, seen, kinds = deque(base + path for path in start), set(), Counter()
    while waiting and len(seen) < most:
        address = waiting.popleft().partition("#")[0]
        if address in seen or kinds[kind := kind_of(address)] >= of_a_kind(kind):
            continue
        seen.add(address)
        kinds[kind] += 1
        answer = site.get(address, follow_redirects=False)
        yield address.removeprefix(base), answer
        waiting.extend(link for link in links_of(address, answer) if link.startswith(base + "/"))


def links_of(address: str, answer: httpx.Response) -> list[str]:
    """All that a page leads to, made absolute: links, pictures, styles, scripts, and forms as they are filled in."""
    if answer.is_redirect:
        return [urljoin(address, answer.headers["location"])]
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if kind == "text/html" and answer.text:
        tree = etree.HTML(answer.text)
        found = [each.get(name) for name in _LEADS for each in tree.iterfind(f".//*[@{name}]")]
        found += [address for form in tree.iterfind(".//form") for address in _sent_by(form, tree)]
    elif kind in _XML:
        tree = etree.fromstring(answer.content)
        found = [each.get("href") for each in tree.iterfind(".//*[@href]")]
        found += [each.text for each in tree.iter("{*}loc")]
    else:
        found = []
    return [urljoin(address, link) for link in found]


def _sent_by(form: etree._Element, tree: etree._Element) -> list[str]:
    """Where the buttons of a form lead as it stands, also those beside it."""
    buttons = [*form.iterfind(".//button[@formaction]"), *tree.iterfind(f".//button[@form='{form.get('id')}']")]
    places = {form.get("action"), *(button.get("formaction") for button in buttons)}
    return [f"{place}?{urlencode(_filled_in(form))}" for place in places if place and form.get("method") != "post"]


def _filled_in(form: etree._Element) -> list[tuple[str, str]]:
    fields = [field for field in form.iter("input", "textarea", "select") if field.get("name")]
    return [(field.get("name"), value) for field in fields if (value := _value(field)) is not None]


def _value(field: etree._Element) -> str | None:
    if field.tag == "textarea":
        return field.text or ""
    if field.tag == "select":
        options = field.findall(".//option")
        return next((each.get("value") for each in options if "selected" in each.attrib), options[0].get("value"))
    if field.get("type") in ("radio", "checkbox") and "checked" not in field.attrib:
        return None
    return field.get("value", "")
