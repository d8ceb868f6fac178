"""Charts: what stands in the drawing, that nothing in it can become markup, and drawing when things go wrong."""

import asyncio
import re
import time
from pathlib import Path

import pytest
from lxml import etree

from tracker.model import TrackerError
from tracker.publish.charts import drawing, shades
from tracker.publish.charts.drawing import Drawing
from tracker.publish.charts.model import Cell, Chart, Kind, Row
from tracker.publish.charts.process import Vega
from tracker.publish.charts.spec import NARROW, WIDE
from tracker.publish.charts.svg import clean_svg

STATIC = Path(drawing.__file__).parents[1] / "static"
NASTY = '<script>alert(1)</script><img src=x onerror="alert(2)"> ]]> &lt;b&gt; \u202e " onload="alert(3)'
NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
COLUMNS = ("regie", "zeggenschap", "advies")


def cell(column: int, amount: float, words: str = "", address: str = "") -> Cell:
    return Cell(
        column, f"{amount:g}", amount, address or f"/matrix/plaatsen?k={column}", words or f"{amount:g} plekken"
    )


def chart(kind: Kind = Kind.HEAT, *rows: Row, columns: tuple[str, ...] = COLUMNS) -> Chart:
    rows = rows or (
        Row("Beleidsregel Buurt", "5 plekken", (cell(0, 1), cell(2, 4))),
        Row("Leeg", "niet gelezen", is_counted=False),
    )
    return Chart(kind, "Welke vormen?", columns, rows, shades.LADDER[: len(columns)], "Bron: hier.")


def drawn(what: Chart, size=WIDE, *, alone: bool = False) -> etree._Element:
    return etree.fromstring(asyncio.run(drawing.drawing.svg(what, size, alone=alone)))


def texts(svg: etree._Element) -> list[str]:
    return [element.text for element in svg.iter("text") if element.text]


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("kind", list(Kind))
def test_a_chart_has_every_name_and_number_and_links_to_the_places(kind, size):
    svg = drawn(chart(kind), size)
    words = " ".join(texts(svg))
    for expected in ("Beleidsregel Buurt", "5 plekken", "Leeg", "niet gelezen", *COLUMNS, "1", "4"):
        assert expected in words
    links = {link.get("href"): link.findtext("title") for link in svg.iter("a")}
    assert links == {"/matrix/plaatsen?k=0": "1 plekken", "/matrix/plaatsen?k=2": "4 plekken"}
    assert svg.get("viewBox").split()[2] == str(size.width)


def test_squares_without_a_number_say_0_and_lead_nowhere():
    assert texts(drawn(chart())).count("0") == 1
    assert texts(drawn(chart(Kind.HEAT, Row("Niets gevonden", "0 plekken")))).count("0") == len(COLUMNS)


def test_a_part_that_is_too_small_to_press_is_no_link_and_has_no_number():
    svg = drawn(chart(Kind.BARS, Row("Beleid", "", (cell(0, 1), cell(1, 999)))))
    assert [link.get("href") for link in svg.iter("a")] == ["/matrix/plaatsen?k=1"]
    assert "zeggenschap 999" in texts(svg)
    assert "1" not in texts(svg)


def test_a_name_that_is_too_long_is_cut_and_on_a_phone_first_goes_on_a_second_line():
    name = "Beleidsregel " + " ".join(f"woord{number}" for number in range(30))
    row = Row(name, "4 plekken", (cell(0, 4),))
    assert any(
        text.startswith("Beleidsregel woord0") and text.endswith(" …") for text in texts(drawn(chart(Kind.HEAT, row)))
    )
    narrow = [text for text in texts(drawn(chart(Kind.HEAT, row), NARROW)) if "woord" in text]
    assert len(narrow) == 2
    assert narrow[0].endswith(" …")


@pytest.mark.parametrize("alone", [False, True])
@pytest.mark.parametrize("kind", list(Kind))
def test_hostile_names_stay_text(kind, alone):
    rows = (Row(NASTY, NASTY, (cell(0, 3, NASTY), cell(1, 5, NASTY, '/x?"><script>alert(5)'))),)
    what = Chart(kind, NASTY, (NASTY, NASTY), rows, shades.LADDER[:2], NASTY)
    markup = asyncio.run(drawing.drawing.svg(what, WIDE, alone=alone))
    svg = etree.fromstring(markup)
    assert {element.tag for element in svg.iter()} <= {"svg", "g", "path", "rect", "text", "tspan", "a", "title"}
    assert not [name for element in svg.iter() for name in element.attrib if name.startswith("on")]
    assert "<script" not in markup
    assert any(NASTY[:20] in text for text in texts(svg))


@pytest.mark.parametrize("address", ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "#x", ""])
def test_a_link_leads_to_a_page(address):
    with pytest.raises(TrackerError, match="a cell leads to"):
        asyncio.run(drawing.drawing.svg(chart(Kind.HEAT, Row("r", "", (Cell(0, "1", 1, address, "1 plek"),))), WIDE))


def test_a_drawing_with_anything_else_in_it_loses_that():
    hostile = (
        f"<svg {NAMESPACES}"
        """ viewBox="0 0 9 9" onload="x()">
        <script>x()</script><style>*{}</style><foreignObject><p>x</p></foreignObject>
        <image xlink:href="http://elsewhere/"/><use xlink:href="#x"/><!-- x -->
        <g onclick="x()" style="x"><text fill="red" onfocus="x()">Hier &lt;b&gt;</text><set/></g>
        <a xlink:href="https://cel.invalid/0"><path d="M0,0h9v9Z" fill="red" id="x"/></a></svg>"""
    )
    assert clean_svg(hostile, [cell(0, 1)], title="t") == (
        '<svg viewBox="0 0 9 9" role="group" aria-label="t">'
        '<g fill="red" aria-hidden="true"><text>Hier &lt;b&gt;</text></g>'
        '<a href="/matrix/plaatsen?k=0" fill="red"><title>1 plekken</title><path d="M0,0h9v9Z"/></a></svg>'
    )


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "x",
        "<p/>",
        "<svg",
        f"<svg {NAMESPACES}><a href='https://elsewhere/'><path d='M0,0' fill='red'/></a></svg>",
        f"<svg {NAMESPACES}><a xlink:href='https://cel.invalid/7'/></svg>",
        f"<svg {NAMESPACES}><a xlink:href='https://cel.invalid/-1x'/></svg>",
    ],
)
def test_what_is_no_drawing_of_ours_is_refused(broken):
    with pytest.raises(TrackerError, match="chart t"):
        clean_svg(broken, [cell(0, 1)], title="t")


def test_a_drawing_reads_no_files():
    entity = f"<!DOCTYPE svg [<!ENTITY x SYSTEM 'file://{STATIC}/site.css'>]><svg {NAMESPACES}><text>&x;</text></svg>"
    assert "grond" not in clean_svg(entity, [], title="t")


# ------------------------------------------------------------------ colours


def brightness(colour: str) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((brightness(one), brightness(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def palettes() -> dict[str, dict[str, str]]:
    """The colours in the light, in the dark and on paper, mixed as a browser does."""
    site, own = ((STATIC / name).read_text() for name in ("site.css", "matrix.css"))
    blocks = [
        re.search(pattern, site, re.DOTALL)[1]
        for pattern in (r":root \{(.*?)\}", r"dark\) \{\s*:root \{(.*?)\}", r"@media print \{\s*:root \{(.*?)\}")
    ]
    plain = [dict(re.findall(r"--([\w-]+): (#\w+)", block)) for block in blocks]
    found = {}
    for name, colours in zip(("light", "dark", "print"), (plain[0], plain[0] | plain[1], plain[0] | plain[2])):
        whole = {key: f"#{shades._six(value[1:])}" for key, value in colours.items()}
        everywhere, _, on_paper = own.partition("@media print")
        for key, one, share, other in shades._MIX.findall(everywhere + (on_paper if name == "print" else "")):
            whole[key] = shades._mixed(whole[one], whole[other], int(share) / 100)
        found[name] = whole
    return found


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_letters_can_be_read_on_every_shade(scheme):
    colours = palettes()[scheme]
    used = {*shades.HEAT, *shades.LADDER, *shades.STRENGTHS, *shades.HOLDERS.values(), shades.UNCLEAR}
    for shade in used:
        on, under = (colours[name[6:-1]] for name in (shades.text_on(shade), shade))
        assert contrast(on, under) >= 4.5, (shade, on, under)
    assert contrast(colours["zacht"], colours["tint-0"]) >= 4.5


def test_shades_go_one_way():
    for colours in palettes().values():
        for scale in (shades.HEAT, shades.LADDER[1:], shades.STRENGTHS):
            steps = [contrast(colours["grond"], colours[shade[6:-1]]) for shade in scale]
            assert steps == sorted(steps)
            assert len(set(steps)) == len(steps)


def test_a_file_has_colours_that_any_program_knows():
    markup = shades.in_light(asyncio.run(drawing.drawing.svg(chart(Kind.BARS), WIDE, alone=True)))
    assert "var(" not in markup
    assert set(re.findall(r'fill="([^"]+)"', markup)) <= {*re.findall("#[0-9a-f]{6}", markup), "none"}
    assert {"Welke vormen?", "Bron: hier."} <= set(texts(etree.fromstring(markup)))


# ------------------------------------------------------------------ drawing


def test_a_chart_is_drawn_once():
    async def twice(pen: Drawing) -> tuple[float, float]:
        started = time.perf_counter()
        first = await asyncio.gather(*(pen.svg(chart(), WIDE) for _ in range(5)))
        half = time.perf_counter()
        assert {await pen.svg(chart(), WIDE)} == set(first)
        return half - started, time.perf_counter() - half

    first, second = asyncio.run(twice(Drawing()))
    assert second < first / 20


def test_only_the_charts_that_were_asked_for_last_are_kept():
    pen = Drawing(kept=2)
    for number in range(4):
        asyncio.run(pen.svg(chart(Kind.HEAT, Row(f"rij {number}", "", (cell(0, 1),))), WIDE))
    assert len(pen._kept) == 2


def test_what_takes_too_long_is_given_up_and_the_next_chart_is_drawn():
    vega = Vega(patience=0.01)
    pen = Drawing(vega)
    with pytest.raises(TrackerError, match=r"took over 0\.01 s"):
        asyncio.run(pen.svg(chart(), WIDE))
    vega.patience = 20
    assert asyncio.run(pen.svg(chart(), WIDE)).startswith("<svg")


def test_a_process_that_died_is_replaced():
    vega = Vega()
    pen = Drawing(vega)
    asyncio.run(pen.svg(chart(), WIDE))
    vega._process.kill()
    with pytest.raises(TrackerError, match="Vega ended"):
        asyncio.run(pen.svg(chart(), NARROW))
    assert asyncio.run(pen.svg(chart(), NARROW)).startswith("<svg")


def test_a_process_that_has_nothing_to_draw_ends_until_there_is():
    vega = Vega(rest=2)
    pen = Drawing(vega)
    asyncio.run(pen.svg(chart(), WIDE))
    process = vega._process
    assert process.wait(20) != 0
    assert asyncio.run(pen.svg(chart(), NARROW)).startswith("<svg")


def test_who_comes_when_too_many_wait_does_without():
    async def crowd(pen: Drawing) -> list[object]:
        charts = [chart(Kind.HEAT, Row(f"rij {number}", "", (cell(0, 1),))) for number in range(6)]
        return await asyncio.gather(*(pen.svg(each, WIDE) for each in charts), return_exceptions=True)

    answers = asyncio.run(crowd(Drawing(waiting=4)))
    assert [isinstance(answer, str) for answer in answers] == [True] * 4 + [False] * 2
    assert "4 others wait" in str(answers[-1])


def test_what_vega_refuses_is_an_error_in_words():
    with pytest.raises(TrackerError, match="Vega cannot draw it"):
        Vega().svg({"mark": "nothing like a mark"}, "t")
