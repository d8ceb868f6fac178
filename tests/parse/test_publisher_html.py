"""The publisher's HTML: one text in XML and in each kind of page gives the same blocks."""

import re

import pytest
from support.blocks import apart, briefly, characters

from tracker.model import Document, ReadError
from tracker.parse.html_reading import read_html
from tracker.parse.publication import parse_publication
from tracker.parse.publisher_html import parse_publisher_html, publisher_characters, recognises_html
from tracker.parse.stop import parse_stop

XML = """<officiele-publicatie><kop><titel>GEMEENTEBLAD</titel></kop><gemeenteblad><kop>
<titel>Regel buurtbudget</titel></kop>
<regeling><aanhef><considerans><considerans.al>gelet op de wet;</considerans.al></considerans><afkondiging>
<al>besluit:</al>
</afkondiging></aanhef><regeling-tekst><hoofdstuk><kop><label>Hoofdstuk</label><nr>1</nr><titel>Geld</titel></kop>
<artikel>
<kop><label>Artikel</label><nr>1</nr><titel>Begrippen</titel></kop><al>In deze regel is:</al><lijst>
<li><li.nr>a.</li.nr>
<al><nadruk type="vet">buurt</nadruk>: een deel;</al></li><li><li.nr>b.</li.nr><al>raad:</al><lijst>
<li><li.nr>1°.</li.nr>
<al>de gekozen raad;</al></li><li><li.nr>–</li.nr><al>of zijn opvolger.</al></li></lijst></li></lijst></artikel>
<artikel>
<kop><label>Artikel</label><nr>2</nr></kop><lid><lidnr>1.</lidnr>
<al>De buurt kiest<noot><noot.nr>1</noot.nr><noot.al>Met
een stem.</noot.al></noot>:</al><lijst><li><li.nr>a.</li.nr><al>een plein, of</al></li></lijst><al>of niets.</al></lid>
<lid>
<lidnr>2.</lidnr><al>Zie <extref doc="https://voorbeeld.example/awb">de Awb</extref>.</al></lid></artikel></hoofdstuk>
</regeling-tekst><regeling-sluiting><slotformulering><al>Aldus besloten.</al></slotformulering><ondertekening>
<functie>De
griffier,</functie><naam><voornaam>A.</voornaam><achternaam>Vos</achternaam></naam></ondertekening></regeling-sluiting>
<bijlage><kop><label>Bijlage</label><nr>1</nr><titel>Budget</titel></kop><table><title>Wijken</title><tgroup><thead>
<row>
<entry><al>wijk</al></entry><entry><al>som</al></entry></row></thead><tbody><row><entry><al>Oost</al></entry><entry>
<al>5
</al></entry></row></tbody></tgroup></table></bijlage><nota-toelichting><kop><titel>Toelichting</titel></kop><divisie>
<kop>
<titel>Artikel 1</titel></kop><al>Waarom.</al></divisie></nota-toelichting></regeling></gemeenteblad>
</officiele-publicatie>"""

TABLE = """<table><caption>Wijken</caption><thead><tr><th><p>wijk</p></th><th><p>som</p></th></tr></thead>
<tbody><tr><td><p>Oost</p></td><td><p>5</p></td></tr></tbody></table>"""

JOURNAL = f"""<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" lang="nl"><head><meta name="DC.title" content="Regel buurtbudget"/>
<meta name="DC.identifier" content="gmb-2018-900001"/><title>x</title><style>p {{ color: red }}</style></head><body>
<div id="kopregel">Bladzijde 1</div><div id="inhoudsopgave"><ul class="toc"><li><a
href="#a1">Artikel 1</a></li></ul></div>
<div id="broodtekst"><h1 class="gemeenteblad_kop"><a name="t"></a>Regel
buurtbudget</h1><div class="aanhef"><p class="considerans.al">gelet op de wet;</p><p
class="afkondiging">besluit:</p></div>
<div class="regeling-tekst"><div class="hoofdstuk"><h2 class="hoofdstuk_kop">Hoofdstuk 1 Geld</h2><div class="artikel">
<h3 class="artikel_kop"><a id="a1"></a>Artikel 1 Begrippen</h3><p>In deze regel is:</p><ul class="expliciet"><li
class="li">
<p class="labeled"><span class="ol">a. </span><strong class="vet">buurt</strong>: een deel;</p></li><li class="li"><p
class="labeled"><span class="ol">b. </span>raad:</p><ul class="expliciet"><li class="li"><p class="labeled"><span
class="ol">
1°. </span>de gekozen raad;</p></li><li class="li"><p class="labeled"><span
class="ol">– </span>of zijn opvolger.</p></li>
</ul></li></ul></div><div class="artikel"><h3 class="artikel_kop">Artikel 2</h3><p class="lid labeled"><span
class="lidnr">1.
</span>De buurt kiest<sup><a class="nootnum" href="#n1">1</a></sup>:</p><ul class="expliciet"><li class="li"><p
class="labeled"><span class="ol">a. </span>een plein, of</p></li></ul><p>of niets.</p><p class="lid labeled"><span
class="lidnr">2. </span>Zie <a href="https://voorbeeld.example/awb">de Awb</a>.</p></div></div></div><div
class="regeling-sluiting"><div class="slotformulering"><p>Aldus besloten.</p></div><p class="ondertekening"><span
class="functie">De griffier,</span> <span class="naam"><span class="voornaam">A.</span> <span
class="achternaam">Vos</span>
</span></p></div><div class="bijlage"><h2 class="bijlage_kop">Bijlage 1 Budget</h2>{TABLE}</div><div
class="nota-toelichting"><h2 class="nota-toelichting_kop">Toelichting</h2><div class="divisie"><h3
class="divisiekop1">Artikel
1</h3><p>Waarom.</p></div></div><div class="voet noot" id="n1"><h5 class="note-close"><a class="note-close"
href="#c">X</a></h5>
<sup><span class="nootnum">1</span></sup><p>Met een stem.</p></div></div><div
id="voetregel">Einde</div></body></html>"""

DROP = f"""<!DOCTYPE html><html lang="nl"><head><meta name="DC.title" content="Regel buurtbudget"><meta
name="DC.identifier"
content="gmb-2018-900001"></head><body><form><div class="header"><p>De wegwijzer</p></div><div
id="broodtekst"><h1><br></h1>
<div class="officiele-publicatie"><div class="_p_gemeenteblad"><p class="staatscourant_kop _p_single-kop-titel">
<a name="id1"><!----></a>Regel buurtbudget</p><div class="_p_regeling"><div class="_p_aanhef"><div
class="_p_considerans"><p
class="_p_considerans.al">gelet op de wet;</p></div><div class="_p_afkondiging"><p
class="common-al _p_common-al">besluit:</p>
</div></div><div class="_p_regeling-tekst"><div class="_p_hoofdstuk"><h2 class="hoofdstuk_kop _p_hoofdstuk_kop"><span
class="label">Hoofdstuk</span> <span class="nr">1</span> Geld</h2><div class="_p_artikel"><h3 class="artikel_kop"><span
class="label">Artikel</span> <span class="nr">1</span> Begrippen</h3><p
class="common-al _p_common-al">In deze regel is:</p>
<p class="common-al _p_common-al"> </p><ul class="_explicit _p_lijst"><li class="li _p_li"><span>a.</span><div><p
class="al
_p_al"><b>buurt</b>: een deel;</p></div></li><li class="li _p_li"><span>b.</span><div><p class="al _p_al">raad:</p><ul
class="_explicit _p_lijst"><li class="li _p_li"><span>1°.</span><div><p
class="al _p_al">de gekozen raad;</p></div></li><li
class="li _p_li"><span>–</span><div><p class="al _p_al">of zijn opvolger.</p></div></li></ul></div></li></ul></div><div
class="_p_artikel"><h3 class="artikel_kop"><span class="label">Artikel</span> <span class="nr">2</span></h3><div
class="_p_lid"><span class="lidnr">1.</span><p class="_p_al">De buurt kiest<a href="#n1"><sup>1</sup></a>:</p><ul
class="_p_lijst"><li class="_p_li"><span>a.</span><div><p class="_p_al">een plein, of</p></div></li></ul><p
class="_p_last-al">
of niets.</p></div><div class="_p_lid"><span class="lidnr">2.</span><p class="_p_al">Zie <a
href="https://voorbeeld.example/awb">de Awb</a>.</p></div></div></div></div><div class="_p_regeling-sluiting"><div
class="_p_slotformulering"><p class="_p_al">Aldus besloten.</p></div><div class="_p_ondertekening"><p
class="_p_functie">De
griffier,</p><p class="_p_naam">A. Vos</p></div></div><div class="_p_bijlage"><h2
class="bijlage_kop">Bijlage 1 Budget</h2>
{TABLE}</div><div class="_p_nota-toelichting"><h2 class="nota-toelichting_kop">Toelichting</h2><div
class="_p_divisie"><h3
class="divisie_kop">Artikel 1</h3><p class="_p_al">Waarom.</p></div></div></div></div><div class="noot" id="n1"><p><span
class="noot-nr">1</span> Met een stem.</p></div></div></div><script>alert(1)</script></form></body></html>"""

BANK = f"""<!DOCTYPE html><html
lang="nl"><head><title>Regel buurtbudget | overheid.nl</title></head><body><nav>Menu</nav>
<main><h1>Regel buurtbudget</h1><div class="regeling"><div class="action--div"><button>Toon relaties</button></div><div
class="aanhef"><p class="considerans.al">gelet op de wet;</p><p class="afkondiging">besluit:</p></div><div
class="hoofdstuk">
<div class="header"><h3 class="hoofdstuk_kop">Hoofdstuk 1 Geld</h3></div><ul
class="article__actions"><li>Permanente link</li>
</ul><div class="artikel" id="Artikel1"><div class="article__header"><h4
class="artikel_kop">Artikel 1 Begrippen</h4></div>
<p>In deze regel is:</p><ol type="a"><li><b>buurt</b>: een deel;</li><li>raad:<ul class="expliciet"><li><p
class="labeled">
<span class="ol">1°.</span> de gekozen raad;</p></li><li><p class="labeled"><span
class="ol">–</span> of zijn opvolger.</p>
</li></ul></li></ol></div><div class="artikel"><h4 class="artikel_kop">Artikel 2</h4><ul class="artikel_leden"><li><p
class="lid labeled"><span class="lidnr">1.</span> De buurt kiest<sup><a href="#n1">1</a></sup>:</p><ul><li><p
class="labeled">
<span class="ol">a.</span> een plein, of</p></li></ul><p>of niets.</p></li><li><p class="lid labeled"><span
class="lidnr">2.
</span> Zie <a href="https://voorbeeld.example/awb">de Awb</a>.</p></li></ul></div></div><div
class="regeling-sluiting"><div
class="slotformulering"><p>Aldus besloten.</p></div><p class="ondertekening"><span
class="functie">De griffier,</span><span
class="naam"><span class="voornaam">A.</span><span class="achternaam">Vos</span></span></p></div><div
class="bijlage"><h3
class="bijlage_kop">Bijlage 1 Budget</h3>{TABLE}</div><div class="nota-toelichting"><h3 class="nota-toelichting_kop">
Toelichting</h3><div class="divisie"><h4>Artikel 1</h4><p>Waarom.</p></div><ol class="noten"><li class="noot"
id="n1"><span
class="nootnummer">1</span><p>Met een stem.</p></li></ol></div></div></main><footer>Over deze site</footer></body>
</html>"""

PAGES = {"journal": JOURNAL, "drop": DROP, "bank": BANK}


def told(document: Document) -> list[tuple[str, ...]]:
    """What a document says, block by block, with the part and the role of each."""
    return [
        (b.kind.value, str(b.level), b.marker, b.text, b.part.value, b.role)
        for b in document.blocks
        if b.role != "intitule"
    ]


@pytest.mark.parametrize("page", PAGES)
def test_one_text_gives_the_same_blocks_in_xml_and_html(page):
    assert told(parse_publisher_html(PAGES[page].encode())) == told(parse_publication(XML.encode()))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_keeps_its_title_and_its_links(page):
    document = parse_publisher_html(PAGES[page].encode())
    assert document.title == "Regel buurtbudget"
    links = [(b.text[link.start : link.end], link.uri) for b in document.blocks for link in b.links]
    assert ("de Awb", "https://voorbeeld.example/awb") in links


@pytest.mark.parametrize("page", PAGES)
def test_no_character_of_a_page_is_lost(page):
    content = PAGES[page].encode()
    found, expected = characters(parse_publisher_html(content)), publisher_characters(content)
    # A list that counts its items prints numbers that its page does not hold.
    counted = re.findall("a|b|[.]", "a. b.") if page == "bank" else []
    assert not expected - found
    assert sorted((found - expected).elements()) == sorted(counted)


def test_what_stands_around_the_text_is_set_apart():
    assert apart(parse_publisher_html(JOURNAL.encode())) == [
        ("header", "Bladzijde 1"),
        ("contents", "Artikel 1"),
        ("footer", "Einde"),
        ("navigation", "X"),
        ("marker", "1"),
    ]


STOP_XML = """<RegelingVrijetekst xmlns="https://standaarden.overheid.nl/stop/imop/tekst/"><Lichaam><Divisie><Kop>
<Nummer>7.
</Nummer><Opschrift>Geld</Opschrift></Kop><Divisietekst><Inhoud><Al>Er is:</Al><Lijst><Li><LiNummer>•</LiNummer>
<Al>veel.</Al>
</Li></Lijst><Tussenkop>Later</Tussenkop><Al>
<i>Meer dan 1</i>
<i>0</i>
</Al><Kadertekst><Kop><Opschrift>Let op</Opschrift></Kop><Al>Nu.</Al></Kadertekst></Inhoud></Divisietekst><Divisie><Kop>
<Nummer>7.1</Nummer><Opschrift>Wijk</Opschrift></Kop><Divisietekst><Inhoud><Begrippenlijst><Begrip><Term>wijk</Term>
<Definitie>
<Al>deel</Al></Definitie></Begrip></Begrippenlijst><Figuur><Illustratie naam="a"/>
<Bijschrift>Kaart</Bijschrift></Figuur>
</Inhoud></Divisietekst></Divisie></Divisie></Lichaam></RegelingVrijetekst>"""

STOP_PAGE = """<html><head><title>Geld</title></head><body><section class="geen"><p class="heading_1"><span
class="nummer">7.</span>
Geld</p><div class="nummering_1"><p>Er is:</p><div class="item"><div class="nummer"><p>•</p></div><div
class="inhoud"><p>veel.
</p></div></div></div><p class="tussenkop">Later</p><p>
<span class="cursief">Meer dan 1</span>
<span class="cursief">0</span>
</p><Kadertekst><Kop><Opschrift>Let op</Opschrift></Kop><p>Nu.</p></Kadertekst><section class="geen"><p
class="heading_2"><span
class="nummer">7.1</span>Wijk</p><dl><dt>wijk</dt><dd><p>deel</p></dd></dl><div class="figuur"><img src="a.png"
alt=""><p
class="bijschrift">Kaart</p></div></section></section></body></html>"""


def test_a_rendering_of_stop_gives_the_blocks_of_its_xml():
    assert told(parse_publisher_html(STOP_PAGE.encode())) == told(parse_stop(STOP_XML.encode()))


OTHER_PAGES = [
    "<html><body><div id='broodtekst'><h1>Nieuws</h1><p>Het plein is af.</p></div></body></html>",
    "<html><body><main><h1>Buurthuis</h1><p class='inhoud'>Gewone pagina.</p></main></body></html>",
    "<html><body><div class='artikel'><h2>Nieuws</h2><p>De wethouder opent een buurthuis.</p></div></body></html>",
    "<html><body><section class='bijlage toelichting'><p class='heading'>Downloads</p></section></body></html>",
]


def test_pages_deeper_than_any_publisher_makes_are_refused():
    page = f"<div id='broodtekst'><h1 class='gemeenteblad_kop'>Regel</h1>{'<div>' * 5000}Diep{'</div>' * 5000}</div>"
    with pytest.raises(ReadError) as failure:
        parse_publisher_html(page.encode())
    assert failure.value.reason == "too-large"


@pytest.mark.parametrize("page", OTHER_PAGES)
def test_a_page_of_another_site_is_left_to_the_reader_of_pages(page):
    assert not recognises_html(read_html(page.encode()))
    with pytest.raises(ReadError) as failure:
        parse_publisher_html(page.encode())
    assert failure.value.reason == "no-text"


ENCODED = [
    ("<p>café</p>".encode("cp1252"), "", "says nothing"),
    ("<p>café</p>".encode("cp1252"), "utf-8", "is announced as UTF-8 and is not"),
    ("<meta charset=utf-8><p>café</p>".encode("cp1252"), "", "says UTF-8 and is not"),
    ("<meta charset=iso-8859-1><p>café</p>".encode(), "iso-8859-1", "is UTF-8 after all"),
    ("<p>café</p>".encode("utf-8-sig"), "windows-1252", "begins with a byte-order mark"),
    ("<?xml version='1.0' encoding='utf-8'?><p>café</p>".encode(), "", "declares it as XML"),
    ("<p>caf\u00e9</p>".encode("utf-16"), "", "is in UTF-16"),
    ("<meta charset=iso-8859-2><p>caf\u00e9 \u0159eka</p>".encode("iso-8859-2"), "", "says a lesser-known encoding"),
]


@pytest.mark.parametrize(("content", "declared", "why"), ENCODED)
def test_a_page_is_read_in_the_encoding_that_it_has(content, declared, why):
    text = "".join(map(str, read_html(content, declared).itertext()))
    assert text.startswith("café"), f"a page that {why}"


@pytest.mark.parametrize("content", [b"", b" \n ", b"\xef\xbb\xbf", b"\x00\x00"])
def test_an_empty_page_is_refused(content):
    with pytest.raises(ReadError) as failure:
        read_html(content)
    assert failure.value.reason == "empty"


def test_the_real_rendering_of_a_chapter_gives_the_blocks_of_the_real_xml(shared):
    folder = shared / "real" / "stop"
    page = parse_publisher_html((folder / "programma_waterbeheerplan_page_08.html").read_bytes())
    whole = parse_stop((folder / "programma_waterbeheerplan_resultaat.xml").read_bytes())
    start = next(i for i, block in enumerate(whole.blocks) if block.text == page.blocks[0].text)
    chapter = Document("", "", whole.blocks[start : start + len(page.blocks)])
    assert told(page) == told(chapter)


def test_no_character_of_a_real_page_is_lost(shared):
    paths = sorted((shared / "real").rglob("*.html"))
    for path in paths:
        content = path.read_bytes()
        document = parse_publisher_html(content)
        assert characters(document) == publisher_characters(content), path.name
        assert briefly(document), path.name
    assert len(paths) == 4
