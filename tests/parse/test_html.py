"""Any HTML page: its text as blocks, what stands around it set apart."""

from collections.abc import Sequence

import pytest

from tracker.model import Block, BlockKind, Link
from tracker.parse import parse

H, P, ITEM, R = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW


def read(body: str, head: str = "<title>Plan</title>") -> list[Block]:
    page = f"<!doctype html><html lang='nl'><head>{head}</head><body>{body}</body></html>"
    return list(parse(page.encode()).blocks)


def short(blocks: Sequence[Block]) -> list[tuple[BlockKind, str, str, int]]:
    return [(block.kind, block.marker, block.text, block.level) for block in blocks]


STRUCTURES = [
    (
        "headings and paragraphs",
        "<h1>Plan</h1><p>Een  zin\n op twee regels.</p>",
        [(H, "", "Plan", 1), (P, "", "Een zin op twee regels.", 0)],
    ),
    ("a numbered heading", "<h2>2.1 Doel</h2>", [(H, "2.1", "Doel", 2)]),
    ("an article as heading", "<h3>Artikel 3 Toegang</h3>", [(H, "Artikel 3", "Toegang", 3)]),
    ("a bulleted list", "<ul><li>een</li><li>twee</li></ul>", [(ITEM, "•", "een", 1), (ITEM, "•", "twee", 1)]),
    ("a numbered list", "<ol><li>een</li><li>twee</li></ol>", [(ITEM, "1.", "een", 1), (ITEM, "2.", "twee", 1)]),
    (
        "letters from c",
        "<ol type='a' start='3'><li>een</li><li>twee</li></ol>",
        [(ITEM, "c.", "een", 1), (ITEM, "d.", "twee", 1)],
    ),
    (
        "Roman by style",
        "<ol style='list-style-type: lower-roman'><li>a</li><li>b</li></ol>",
        [(ITEM, "i.", "a", 1), (ITEM, "ii.", "b", 1)],
    ),
    (
        "a number of its own",
        "<ol><li value='7'>een</li><li>twee</li></ol>",
        [(ITEM, "7.", "een", 1), (ITEM, "8.", "twee", 1)],
    ),
    ("counting down", "<ol reversed><li>een</li><li>twee</li></ol>", [(ITEM, "2.", "een", 1), (ITEM, "1.", "twee", 1)]),
    (
        "a list in a list",
        "<ol><li>een<ul><li>diep</li></ul></li><li>twee</li></ol>",
        [(ITEM, "1.", "een", 1), (ITEM, "•", "diep", 2), (ITEM, "2.", "twee", 1)],
    ),
    (
        "a number that the author typed in a bulleted list",
        "<ul><li>1. een</li><li>2. twee</li></ul>",
        [(ITEM, "1.", "een", 1), (ITEM, "2.", "twee", 1)],
    ),
    (
        "two paragraphs in an item",
        "<ul><li><p>een</p><p>nog een</p></li></ul>",
        [(ITEM, "•", "een", 1), (P, "", "nog een", 1)],
    ),
    (
        "numbers that the author typed after line breaks",
        "<p>De raad:<br>a. kiest;<br>b. besluit.</p>",
        [(P, "", "De raad:", 0), (ITEM, "a.", "kiest;", 0), (ITEM, "b.", "besluit.", 0)],
    ),
    ("a line break in a sentence", "<p>De raad<br>besluit.</p>", [(P, "", "De raad besluit.", 0)]),
    ("two line breaks", "<p>Een zin<br><br>nog een zin</p>", [(P, "", "Een zin", 0), (P, "", "nog een zin", 0)]),
    (
        "a line in bold above its text",
        "<p><strong>Wie beslist er</strong><br>De bewoners beslissen.</p>",
        [(H, "", "Wie beslist er", 0), (P, "", "De bewoners beslissen.", 0)],
    ),
    (
        "a paragraph in bold",
        "<p><b>Doel van het plan</b></p><p>Tekst.</p>",
        [(H, "", "Doel van het plan", 0), (P, "", "Tekst.", 0)],
    ),
    ("a sentence in bold", "<p><b>Dit is een hele zin.</b></p>", [(P, "", "Dit is een hele zin.", 0)]),
    (
        "a term and its description",
        "<dl><dt>bewoner</dt><dd>wie in de wijk woont</dd></dl>",
        [(ITEM, "", "bewoner: wie in de wijk woont", 1)],
    ),
    (
        "a question and its answer in a list of terms",
        "<dl><dt>Mag dat?</dt><dd>Ja.</dd></dl>",
        [(H, "", "Mag dat?", 2), (P, "", "Ja.", 0)],
    ),
    (
        "an accordion",
        "<h2>Vragen</h2><details><summary>Wie kiest?</summary><p>De wijk.</p></details>"
        "<details><summary>Wie betaalt?</summary>De stad.</details>",
        [
            (H, "", "Vragen", 2),
            (H, "", "Wie kiest?", 3),
            (P, "", "De wijk.", 0),
            (H, "", "Wie betaalt?", 3),
            (P, "", "De stad.", 0),
        ],
    ),
    (
        "an accordion of buttons, its panels hidden until a click",
        "<h2>Vragen</h2><button aria-expanded='false' aria-controls='a1'>Wie kiest er?</button>"
        "<div id='a1' hidden><p>De wijk.</p></div>",
        [(H, "", "Vragen", 2), (H, "", "Wie kiest er?", 3), (P, "", "De wijk.", 0)],
    ),
    (
        "an accordion of headings with buttons",
        "<h3><button aria-expanded='false'>Wie kiest er?</button></h3>"
        "<div class='accordion__panel' style='display: none'>De wijk.</div>",
        [(H, "", "Wie kiest er?", 3), (P, "", "De wijk.", 0)],
    ),
    ("a quotation", "<blockquote>Samen doen.</blockquote>", [(P, "", "Samen doen.", 0)]),
    (
        "a table of one column",
        "<table><tr><td>Een.</td></tr><tr><td>Twee.</td></tr></table>",
        [(P, "", "Een.", 0), (P, "", "Twee.", 0)],
    ),
    (
        "a table that lays out headings",
        "<table><tr><td><h2>Kop</h2></td><td>Tekst.</td></tr></table>",
        [(H, "", "Kop", 2), (P, "", "Tekst.", 0)],
    ),
    ("a heading by its role", "<div role='heading' aria-level='4'>Kop</div>", [(H, "", "Kop", 4)]),
    ("a heading by its class", "<p class='kop-2'><span class='nummer'>7.1</span>Geld</p>", [(H, "7.1", "Geld", 2)]),
    (
        "a number in an element before its text",
        "<div><p>a.</p></div><div><p>de wijk</p></div>",
        [(ITEM, "a.", "de wijk", 0)],
    ),
    (
        "soft hyphens and other spaces",
        "<p>be&shy;wo&#8203;ners&nbsp;&nbsp;in de&#8239;wijk</p>",
        [(P, "", "bewoners in de wijk", 0)],
    ),
    (
        "lines as they were typed",
        "<pre>Regel een.\nRegel twee.</pre>",
        [(P, "", "Regel een.", 0), (P, "", "Regel twee.", 0)],
    ),
]


@pytest.mark.parametrize(("what", "body", "expected"), STRUCTURES, ids=[each[0] for each in STRUCTURES])
def test_structure(what: str, body: str, expected: list[tuple[BlockKind, str, str, int]]) -> None:
    assert short(read(f"<main><p>Begin van de tekst.</p>{body}</main>"))[1:] == expected, what


def test_rows_with_cells_and_spans() -> None:
    table = (
        "<table><caption>Budget</caption><thead><tr><th>Wijk</th><th>Jaar</th><th>Bedrag</th></tr></thead>"
        "<tr><td rowspan='2'>Noord</td><td>2018</td><td>10</td></tr><tr><td>2019</td><td>12</td></tr>"
        "<tr><td colspan='2'>Samen</td><td><a href='/b'>22</a></td></tr></table>"
    )
    blocks = read(f"<main><p>Begin van de tekst.</p>{table}</main>")[1:]
    assert [block.cells for block in blocks] == [
        (),
        ("Wijk", "Jaar", "Bedrag"),
        ("Noord", "2018", "10"),
        ("", "2019", "12"),
        ("Samen", "", "22"),
    ]
    assert [block.text for block in blocks][:2] == ["Budget", "Wijk | Jaar | Bedrag"]
    assert blocks[1].style == "vet"
    assert blocks[-1].links == (Link(8, 10, "/b"),)


def test_links_keep_their_place_behind_a_marker() -> None:
    blocks = read("<main><ul><li>1. zie <a href='/p#3'>het  plan</a> en <a href='/q'>meer</a></li></ul></main>")
    assert blocks[0].text == "zie het plan en meer"
    assert [(blocks[0].text[link.start : link.end], link.uri) for link in blocks[0].links] == [
        ("het plan", "/p#3"),
        ("meer", "/q"),
    ]


SENTENCES = "<p>Bewoners van de wijk beslissen mee over het plan voor de speeltuin en het buurthuis.</p>" * 4
AROUND = (
    "<a class='skip-link' href='#x'>Naar de inhoud</a><div id='cookie-bar'>Cookies toestaan?</div>"
    "<header><nav><ul><li><a href='/'>Home</a></li></ul></nav></header>{}<footer><p>Stadhuisplein 1</p></footer>"
)


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("main", f"<div><aside>Zie ook</aside></div><main><h1>Plan</h1>{SENTENCES}</main>"),
        ("role main", f"<div role='main'><h1>Plan</h1>{SENTENCES}</div><div class='sidebar'>Zie ook</div>"),
        ("an id", f"<div id='content'><h1>Plan</h1>{SENTENCES}</div><div class='related'>Zie ook</div>"),
        ("one article", f"<article><h1>Plan</h1>{SENTENCES}</article><aside>Zie ook</aside>"),
        (
            "density",
            f"<div><div class='b'><h1>Plan</h1>{SENTENCES}</div><div class='c'><a href='/z'>Zie ook</a></div></div>",
        ),
        (
            "a table for the layout",
            f"<table><tr><td><a href='/z'>Zie ook</a></td><td><h1>Plan</h1>{SENTENCES}</td></tr></table>",
        ),
        (
            "a form around the page",
            f"<form><div><main><h1>Plan</h1>{SENTENCES}</main></div><div class='menu'>Zie ook</div></form>",
        ),
        (
            "a class that says what is beside it",
            f"<div class='has-sidebar with-navigation'><main><h1>Plan</h1>{SENTENCES}</main></div><nav>Zie ook</nav>",
        ),
        (
            "the heading above the text",
            f"<div class='kop'><h1>Plan</h1></div><main>{SENTENCES}</main><nav>Zie ook</nav>",
        ),
    ],
)
def test_the_text_is_found_and_the_rest_set_apart(what: str, body: str) -> None:
    page = f"<html><head><title>Plan - Voorbeeldstad</title></head><body>{AROUND.format(body)}</body></html>"
    document = parse(page.encode())
    assert [block.kind for block in document.blocks] == [H, P, P, P, P], what
    assert document.title == "Plan"
    navigation = " ".join(apart.text for apart in document.apart if apart.kind == "navigation")
    for words in ("Naar de inhoud", "Cookies toestaan?", "Home", "Zie ook", "Stadhuisplein 1"):
        assert words in navigation


def test_a_teaser_in_main_does_not_hide_the_text() -> None:
    body = f"<main><p>Lees meer.</p></main><div class='tekst'><h1>Plan</h1>{SENTENCES}</div>"
    document = parse(f"<html><body>{body}</body></html>".encode())
    assert sum(block.text.startswith("Bewoners") for block in document.blocks) == 4


def test_what_does_not_show_is_set_apart() -> None:
    page = (
        f"<html><body><main><h1>Plan</h1>{SENTENCES}<p style='display:none'>verborgen</p>"
        "<span class='sr-only'>voorgelezen</span>"
        "<form><label>Naam</label><button>Zend</button></form><svg><text>tekening</text></svg>"
        "<script>geen tekst</script><style>p {{}}</style><noscript>zonder script</noscript></main></body></html>"
    )
    document = parse(page.encode())
    assert {(apart.kind, apart.text) for apart in document.apart} == {
        ("hidden", "verborgen"),
        ("hidden", "voorgelezen"),
        ("navigation", "Naam Zend"),
        ("illustration", "tekening"),
        ("hidden", "zonder script"),
    }
    assert len(document.blocks) == 5


def test_what_the_page_says_of_itself() -> None:
    head = (
        "<title>Plan voor de wijk | Gemeente Voorbeeldstad</title><meta name='DCTERMS.identifier' content='plan-1'>"
        "<meta property='article:published_time' content='2018-01-30T09:00:00+01:00'>"
        "<meta name='DCTERMS.modified' content='2019-02-01'><meta name='DCTERMS.issued' content='onbekend'>"
        "<link rel='canonical' href='https://voorbeeldstad.nl/plan'>"
    )
    page = f"<html lang='nl'><head>{head}</head><body><main>{SENTENCES}</main></body></html>"
    document = parse(page.encode())
    assert dict(document.metadata) == {
        "title": "Plan voor de wijk",
        "identifier": "plan-1",
        "published": "2018-01-30",
        "modified": "2019-02-01",
        "language": "nl",
        "page": "https://voorbeeldstad.nl/plan",
    }


@pytest.mark.parametrize(
    "title",
    [
        "400 jaar wonen in de wijk",
        "Storingen in de straatverlichting",
        "Fouten herstellen in besluiten",
        "Aanmeldingen voor het bestuur",
    ],
)
def test_a_title_that_only_looks_like_an_error_is_none(title: str) -> None:
    assert (
        parse(
            f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>Tekst.</p></body></html>".encode()
        ).title
        == title
    )


def test_page_next_to_its_source(shared) -> None:
    """The page of a chapter has the headings, items and rows that are in its source."""
    content = (shared / "real/stop/programma_waterbeheerplan_page_08.html").read_bytes()
    from tracker.parse.html import parse_html

    blocks = parse_html(content).blocks
    kinds = [block.kind for block in blocks]
    assert (kinds.count(H), kinds.count(ITEM), kinds.count(R)) == (15, 22, 47)
    assert [block.marker for block in blocks if block.level == 2] == ["7.1", "7.2", "7.3", "7.4", "7.5"]
