"""A dossier as Word, OpenDocument and Markdown: every source in a footnote, and nothing that anyone wrote is markup."""

import io
import re
import zipfile
from datetime import UTC, date, datetime
from itertools import pairwise

import docx
import pypandoc
import pytest
from lxml import etree
from markdown_it import MarkdownIt

from tracker.publish.dossier import pandoc
from tracker.publish.dossier.collection import Dossier, Entry
from tracker.publish.dossier.composing import Composed, Site, Words, compose, words_of
from tracker.publish.dossier.item import Item, Mentioned, Missing, Newest, Part, Standing
from tracker.publish.dossier.markdown import as_markdown
from tracker.publish.dossier.words import needs_attention, standing_said, version_said
from tracker.publish.pages.dossier_files import file_name
from tracker.publish.policies.states import Standing as PolicyStanding
from tracker.publish.policies.states import State, Successor
from tracker.publish.reading.said import Values

HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> **vet** _schuin_ `code` ~~weg~~ $E=mc^2$ "
    "[klik](javascript:alert(1)) ![plaatje](file:///etc/passwd) \\input{/etc/passwd} {=html} &amp; &#60; [^1] "
    "www.voorbeeld.nl https://voorbeeld.nl a@voorbeeld.nl :smile: -- --- | a | b |"
)
HOSTILE_LINES = (
    "# kop\n1. een\n2) twee\n- drie\n+ vier\n* vijf\n> citaat\n===\n---\n```\n~~~\n: uitleg\na. zes\n    code\n\neinde"
)
SHA256 = "4f80ff47efb1930cad0fb3afae192898e0a8dd5d15ea24c1471a07607ac2795e"
TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 14, 5, 9, tzinfo=UTC)
DECIDES = Values("zeggenschap", "bewoners", "meebeslissen", "plicht", "ja")


def part(text: str, *words: str, label: str = "", heading: str = "", depth: int = 0) -> Part:
    """A part in which some words name control."""
    places = tuple(Mentioned(text.index(word), text.index(word) + len(word), DECIDES) for word in words)
    return Part(label, heading, text, depth, places)


def item(id_: str = "plein-1a2b3c4d/art_1", *parts: Part, **more: object) -> Item:
    """A clause of a policy that does not exist."""
    values: dict = {
        "id": id_, "is_question": False, "citation": "artikel 1", "heading": "Wie beslist", "policy": "plein",
        "policy_name": "Beleidsregel Plein", "example": False, "version": "plein-1a2b3c4d",
        "title": "Beleidsregel Plein", "valid_from": "2021-07-01", "valid_to": "", "published": "2021-06-20",
        "retrieved": "2026-03-01T06:00:00Z", "page": 3, "publisher_page": "https://example.org/plein",
        "snapshot": SHA256, "parts": parts or (part("De bewoners beslissen over het plein.", "beslissen"),),
    }  # fmt: skip
    return Item(**values | more)


def composed(*entries: tuple[Item | Missing, str], title: str = "Ons plein") -> Composed:
    """The document of a dossier with these entries and notes."""
    dossier = Dossier(title, tuple(Entry(found.id, note) for found, note in entries))
    site = Site(
        "https://site.example/", lambda found: f"https://site.example/id/{found.id}", "https://site.example/over"
    )
    policies = {"plein": State(PolicyStanding.IN_FORCE, "beleidsregel")}
    return compose(dossier, {found.id: found for found, _ in entries}, policies, site, TODAY)


def docx_of(document: Composed) -> tuple[list[str], list[str], zipfile.ZipFile]:
    """The paragraphs and the footnotes of a Word file, and its parts."""
    written = pandoc.write(document, "docx", NOW)
    parts = zipfile.ZipFile(io.BytesIO(written))
    paragraphs = [paragraph.text for paragraph in docx.Document(io.BytesIO(written)).paragraphs]
    notes = etree.fromstring(parts.read("word/footnotes.xml"))
    names = {"w": notes.nsmap["w"]}
    texts = ["".join(note.xpath(".//w:t/text()", namespaces=names)) for note in notes.findall("w:footnote", names)]
    return paragraphs, [text.strip() for text in texts if text.strip()], parts


def odt_of(document: Composed) -> tuple[str, list[str], zipfile.ZipFile]:
    """The text and the footnotes of an OpenDocument file, and its parts."""
    parts = zipfile.ZipFile(io.BytesIO(pandoc.write(document, "odt", NOW)))
    content = etree.fromstring(parts.read("content.xml"))
    text = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    for spaces in content.iter(f"{text}s"):
        spaces.text = " " * int(spaces.get(f"{text}c", "1"))
    for line_end in content.iter(f"{text}line-break"):
        line_end.text = "\n"
    notes = ["".join(note.itertext()) for note in content.iter(f"{text}note-body")]
    return "".join(content.itertext()), notes, parts


def words_of_markdown(written: str) -> tuple[str, set[str]]:
    """What a reader of Markdown sees, and the tags that it was made of."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(written)
    inline = [child for token in tokens for child in token.children or ()]
    tags = {token.tag or token.type for token in [*tokens, *inline]}
    text = "".join("\n" if child.type in ("softbreak", "hardbreak") else child.content for child in inline)
    return text, tags


def said_of(document: Composed) -> list[str]:
    """All words of a document, apart."""
    return [each.text for block in document.blocks for each in getattr(block, "content", ()) if isinstance(each, Words)]


# ------------------------------------------------------------------ sources


def test_every_text_has_a_footnote_to_its_source():
    second = item("plein-1a2b3c4d/art_2", part("De buurt denkt mee."), citation="artikel 2", heading="", page=None)
    document = composed((item(), "Hier begon het mee."), (second, ""))
    paragraphs, notes, _ = docx_of(document)
    text, open_notes, _ = odt_of(document)
    expected = (
        "Artikel 1, Beleidsregel Plein, versie vanaf 1 juli 2021, bladzijde 3. "
        "Vast adres: https://site.example/id/plein-1a2b3c4d/art_1. Bij de uitgever: https://example.org/plein. "
        f"Opgehaald op 1 maart 2026. Bewaard bestand, vingerafdruk (SHA-256): {SHA256}."
    )
    assert notes == open_notes
    assert notes[0] == expected
    assert notes[1].startswith("Artikel 2, Beleidsregel Plein, versie vanaf 1 juli 2021. Vast adres:")
    assert "De bewoners beslissen over het plein." in paragraphs
    assert "Notitie: Hier begon het mee." in paragraphs
    assert "Notitie: Hier begon het mee." in text
    written = as_markdown(document)
    assert re.search(r"> De bewoners \*\*beslissen\*\* over het plein\.\[\^1\]\n", written)
    assert [line[:4] for line in written.splitlines() if line.startswith("[^")] == ["[^1]", "[^2]"]
    assert "<https://site.example/id/plein-1a2b3c4d/art_1>" in written


@pytest.mark.parametrize(
    "without", [{"example": True}, {"publisher_page": ""}, {"publisher_page": "javascript:alert(1)"}]
)
def test_what_is_made_up_or_has_no_page_leads_to_no_publisher(without):
    _, notes, parts = docx_of(composed((item(**without), "")))
    assert "uitgever" not in notes[0]
    assert b"example.org" not in parts.read("word/_rels/footnotes.xml.rels")


def test_what_changed_and_what_is_marked_is_said():
    newest = Newest("plein-2b3c4d5e", "2024-01-01", "", "x", "artikel 1", ("Artikel 1 is korter.",))
    changed = item(standing=Standing.CHANGED, newest=newest)
    paragraphs, _, _ = docx_of(composed((changed, "")))
    assert (
        "Er is een nieuwere versie, vanaf 1 januari 2024. Daarin is dit veranderd. Artikel 1 is korter." in paragraphs
    )
    assert "‘beslissen’: Bewoners beslissen mee of moeten het ermee eens zijn. Dat moet." in paragraphs


def test_what_is_not_there_is_named_and_keeps_its_note():
    document = composed((Missing("plein-9f8e7d6c/art_9", "plein", "Beleidsregel Plein"), "Belangrijk."))
    paragraphs, notes, _ = docx_of(document)
    said = "Dit stuk staat niet (meer) op de site: plein-9f8e7d6c/art_9. Het hoorde bij Beleidsregel Plein."
    assert paragraphs[-3:] == ["1. Niet gevonden", said, "Notitie: Belangrijk."]
    assert notes == []


def test_a_long_text_is_cut_and_that_is_said():
    cut = item("plein-1a2b3c4d/art_1", part("Kort."), part("x" * 50, label="1.")).shortened(20)
    paragraphs, _, _ = docx_of(composed((cut, "")))
    assert "1. " + "x" * 15 + " …" in paragraphs
    assert "Dit is een lang stuk. Lees de rest op https://site.example/id/plein-1a2b3c4d/art_1" in paragraphs


def test_a_mention_beyond_the_cut_is_not_marked():
    assert part("De buurt beslist zelf.", "beslist").shortened(12).mentions == ()
    assert part("De buurt beslist zelf.", "beslist").shortened(16).mentions != ()


def test_of_mentions_that_overlap_the_first_is_marked_and_no_letter_is_lost():
    text = "inspraak op het plan van de buurt"
    words = words_of(part(text, "inspraak op het plan", "plan van de buurt", label="2."))
    assert "".join(each.text for each in words) == f"2. {text}"
    assert [each.text for each in words if each.strong] == ["inspraak op het plan"]


# ------------------------------------------------------------------ nothing is markup


@pytest.mark.parametrize("text", [HOSTILE, HOSTILE_LINES])
def test_hostile_text_comes_out_of_word_and_opendocument_as_it_went_in(text):
    hostile = item("plein-1a2b3c4d/art_1", part(text), heading=text, policy_name=text, title=text)
    document = composed((hostile, text), (Missing(f"{text}/x"), text), title=text)
    paragraphs, notes, parts = docx_of(document)
    assert f"Notitie: {text}" in paragraphs
    assert text in paragraphs
    assert text.replace("\n", "") in notes[0].replace("\n", "")
    for name in parts.namelist():
        if name.endswith(".rels"):
            assert b"javascript" not in parts.read(name)
            assert b"passwd" not in parts.read(name)
    words, open_notes, open_parts = odt_of(document)
    assert f"Notitie: {text}" in words
    assert text in open_notes[0]
    assert b'xlink:href="javascript' not in open_parts.read("content.xml")
    assert not [name for name in open_parts.namelist() if name.startswith("Pictures/")]


@pytest.mark.parametrize("text", [HOSTILE, HOSTILE_LINES])
def test_hostile_text_is_no_markup_in_markdown(text):
    hostile = item("plein-1a2b3c4d/art_1", part(text), heading=text, policy_name=text, title=text)
    written = as_markdown(composed((hostile, text), title=text))
    words, tags = words_of_markdown(written)
    lines = "\n".join(line.strip(" ") for line in text.split("\n"))
    assert words.count(lines) >= 2, "the text and the note"
    assert tags <= {"h1", "h2", "p", "em", "strong", "blockquote", "ul", "li", "a", "br", "text", "inline"}
    assert not re.search(r"^ *(```|~~~|===|---)", written, re.MULTILINE)


@pytest.mark.parametrize("reader", ["gfm", "commonmark_x", "markdown"])
def test_pandoc_reads_the_footnotes_of_the_markdown_and_no_more(reader):
    hostile = item("plein-1a2b3c4d/art_1", part(HOSTILE))
    written = as_markdown(composed((hostile, HOSTILE_LINES), title=HOSTILE))
    html = pypandoc.convert_text(written, "html", format=reader, extra_args=["--sandbox"])
    page = etree.HTML(html)
    assert len(page.xpath("//a[contains(@class, 'footnote-ref') or contains(@id, 'fnref')]")) == 1
    addresses = {each.get("href") for each in page.xpath("//a[@href]") if not each.get("href").startswith("#")}
    for footnotes in page.xpath("//*[contains(@class, 'footnotes')]"):
        footnotes.getparent().remove(footnotes)
    assert page.xpath("//script | //img | //code | //pre | //table | //dl | //ol | //hr | //h3") == []
    allowed = ("https://site.example/", "https://example.org/plein", "mailto:a@voorbeeld.nl")
    assert all(address.startswith(allowed) for address in addresses), addresses


# ------------------------------------------------------------------ what the file says of itself


def test_the_files_are_dutch_dated_and_nameless():
    document = composed((item(), ""))
    _, _, word = docx_of(document)
    _, _, open_document = odt_of(document)
    core = docx.Document(io.BytesIO(pandoc.write(document, "docx", NOW))).core_properties
    assert (core.title, core.author, core.language) == ("Ons plein", "", "nl-NL")
    assert core.created.replace(tzinfo=UTC) == core.modified.replace(tzinfo=UTC) == NOW
    meta = open_document.read("meta.xml").decode()
    assert "<dc:title>Ons plein</dc:title>" in meta
    assert "<dc:creator></dc:creator>" in meta
    assert "<dc:language>nl-NL</dc:language>" in meta
    assert meta.count("2026-03-02T14:05:09Z") == 2
    assert b'w:val="nl-NL"' in word.read("word/styles.xml")


def test_the_files_are_on_a4_with_page_numbers():
    _, _, word = docx_of(composed((item(), "")))
    section = docx.Document(word.fp).sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert b'w:instr="PAGE"' in word.read("word/footer1.xml")
    _, _, open_document = odt_of(composed((item(), "")))
    first = open_document.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED), "or no program opens it"
    styles = open_document.read("styles.xml").decode()
    assert 'fo:page-width="21cm"' in styles
    assert "text:page-number" in styles
    assert 'fo:language="en"' not in styles


def test_the_file_is_read_from_title_to_footnote_in_order():
    paragraphs, _, _ = docx_of(composed((item(), "Een notitie."), (item("plein-1a2b3c4d/art_2"), "")))
    order = [
        "Ons plein",
        "2 maart 2026",
        "1. Artikel 1: Wie beslist",
        "Notitie: Een notitie.",
        "2. Artikel 1: Wie beslist",
    ]
    places = [paragraphs.index(each) for each in order]
    assert all(before < after for before, after in pairwise(places))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ons Buurthuis aan de Café-straat!", "dossier-ons-buurthuis-aan-de-cafe-straat"),
        ('../../etc/passwd"\r\nX: y', "dossier-etc-passwd-x-y"),
        ("", "dossier"),
        ("Dossier", "dossier"),
        ("日本", "dossier"),
        ("a" * 500, "dossier-" + "a" * 60),
    ],
)
def test_the_name_of_the_file_is_safe(title, name):
    assert file_name(title) == name


# ------------------------------------------------------------------ when it cannot be done


def test_pandoc_that_fails_is_told_apart(monkeypatch):
    monkeypatch.setattr(pandoc, "_MEMORY", ("+RTS", "-M1k", "-RTS"))
    with pytest.raises(pandoc.NotWritten, match="pandoc stopped with status"):
        pandoc.write(composed((item(), "")), "docx", NOW)


def test_pandoc_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(pandoc, "LONGEST_SECONDS", 0.001)
    with pytest.raises(pandoc.NotWritten, match="took longer than"):
        pandoc.write(composed((item(), "")), "docx", NOW)


def test_a_platform_without_pandoc_is_known(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pypandoc, "get_pandoc_path", lambda: str(tmp_path / "pandoc"))
    pandoc._version.cache_clear()
    assert not pandoc.is_there()
    monkeypatch.undo()
    assert pandoc.is_there()


# ------------------------------------------------------------------ what became of a clause, in words

LATER = Newest("plein-2b3c4d5e", "2024-01-01", "2023-12-20")
HOLDS = State(PolicyStanding.IN_FORCE, "beleidsregel", since="2024-01-01")
OVER = State(PolicyStanding.ENDED, "beleidsregel", since="2025-01-22")
REPLACED = State(PolicyStanding.REPLACED, "beleidsregel", since="2025-01-22", by=(Successor("nieuw", "Regel Nieuw"),))
DRAFT = State(PolicyStanding.DRAFT, "nota", since="2018-02-13")


@pytest.mark.parametrize(
    ("standing", "policy", "words", "attention"),
    [
        (Standing.NEWEST, HOLDS, "Dit staat in de nieuwste versie, en die geldt nu.", False),
        (Standing.NEWEST, None, "Dit staat in de nieuwste versie.", False),
        (
            Standing.NEWEST,
            OVER,
            "Dit staat in de laatste versie, maar die geldt niet meer sinds 22 januari 2025.",
            True,
        ),
        (
            Standing.NEWEST,
            State(PolicyStanding.REPLACED, "nota", by=REPLACED.by),
            "Dit staat in de laatste versie, maar die geldt niet meer. In de plaats daarvan kwam: Regel Nieuw.",
            True,
        ),
        (
            Standing.NEWEST,
            DRAFT,
            "Dit staat in de nieuwste versie. Een ontwerp, nog geen regel. Het is van 13 februari 2018.",
            False,
        ),
        (
            Standing.SAME,
            HOLDS,
            "Er is een nieuwere versie, vanaf 1 januari 2024. Daarin staat dit nog precies zo.",
            False,
        ),
        (
            Standing.GONE,
            REPLACED,
            "Er is een nieuwere versie, vanaf 1 januari 2024. Daarin staat dit niet meer. "
            "Dit beleid geldt niet meer sinds 22 januari 2025. In de plaats daarvan kwam: Regel Nieuw.",
            True,
        ),
        (
            Standing.REREAD,
            HOLDS,
            "Wij hebben deze tekst later nog eens gelezen, en beter. De woorden zelf zijn niet veranderd.",
            False,
        ),
    ],
)
def test_what_became_of_it_is_said(standing, policy, words, attention):
    about = item(standing=standing, newest=None if standing == Standing.NEWEST else LATER)
    assert standing_said(about, policy) == words
    assert needs_attention(about, policy) is attention


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ({}, "versie vanaf 1 juli 2021"),
        ({"valid_to": "2024-01-01"}, "versie vanaf 1 juli 2021 tot 1 januari 2024"),
        ({"valid_from": ""}, "gepubliceerd op 20 juni 2021"),
        ({"valid_from": "", "published": ""}, "versie zonder datum"),
    ],
)
def test_which_version_it_is(dates, words):
    assert version_said(item(**dates)) == words
