"""The quotation card: three forms that say where words stand, and in which nothing of a text is markup."""

import re
from dataclasses import replace

import pytest

from tracker.publish.reading.quotation import Quotation, as_bibtex, as_markdown, as_text, shortened

PLAIN = Quotation(
    text="De wijkraad adviseert het college.",
    place="artikel 5, derde lid",
    title="Beleidsregel Speelplekken",
    municipality="Polderveen",
    version="2021-07-01",
    version_words="versie vanaf",
    until="",
    page=3,
    address="https://volg.example/beleid/speelplekken/speelplekken-1a2b3c4d/art_5__para_3",
    publisher_page="https://publisher.example/regels?id=7&lang=nl",
    sha256="ab" * 32,
    retrieved="2026-03-02T06:00:00Z",
)
HOSTILE = replace(
    PLAIN,
    text="# Kop *vet* [klik](javascript:x) <b>\n- punt\n1. een\n100 % van $5 & {alles} ~ ^ \\",
    title="Regel #1 {concept} & \\meer_",
)


def test_the_text_names_all_that_a_meeting_asks_for():
    assert as_text(PLAIN) == (
        "‘De wijkraad adviseert het college.’\n"
        "Artikel 5, derde lid, Beleidsregel Speelplekken, gemeente Polderveen, versie vanaf 1 juli 2021, bladzijde 3.\n"
        "Vast adres: https://volg.example/beleid/speelplekken/speelplekken-1a2b3c4d/art_5__para_3\n"
        "Bij de uitgever: https://publisher.example/regels?id=7&lang=nl\n"
        f"Bewaard bestand, opgehaald op 2 maart 2026, met vingerafdruk (SHA-256) {'ab' * 32}.\n"
    )


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"version": ""}, "Polderveen, zonder datum, bladzijde 3."),
        ({"until": "2023-01-01"}, "versie vanaf 1 juli 2021 tot 1 januari 2023, bladzijde 3."),
        ({"page": None}, "versie vanaf 1 juli 2021.\n"),
        ({"version_words": "gepubliceerd op"}, "gepubliceerd op 1 juli 2021"),
        ({"warnings": ("Er is een nieuwere versie van deze tekst.",)}, "Er is een nieuwere versie van deze tekst.\n"),
    ],
)
def test_what_is_known_is_said_and_what_is_not_is_left_out(changes, says):
    quotation = replace(PLAIN, **changes)
    assert says in as_text(quotation)
    assert "None" not in as_text(quotation) + as_markdown(quotation) + as_bibtex(quotation)


def test_without_a_page_of_the_publisher_there_is_no_line_for_it():
    for form in (as_text, as_markdown):
        assert "uitgever" not in form(replace(PLAIN, publisher_page=""))


def test_markdown_shows_what_was_printed():
    from markdown_it import MarkdownIt

    html = MarkdownIt("commonmark").enable("table").enable("strikethrough").render(as_markdown(HOSTILE))
    quoted, _, about = html.partition("</blockquote>")
    assert re.findall("<(?!/|blockquote|p>)[^>]*>", quoted) == []
    assert re.findall("<a href=[^>]*>", about) == [
        f'<a href="{PLAIN.address}">',
        '<a href="https://publisher.example/regels?id=7&amp;lang=nl">',
    ]
    words = re.sub("<[^>]+>", "", quoted).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert [line for line in words.splitlines() if line.strip()] == HOSTILE.text.splitlines()
    assert "Regel #1 {concept} &amp; \\meer_" in about


def test_bibtex_closes_every_brace_and_escapes_what_tex_reads():
    entry = as_bibtex(HOSTILE)
    assert entry.startswith("@misc{speelplekken-1a2b3c4d-art-5-para-3,\n")
    depth = 0
    for sign in re.sub(r"\\[{}]", "", entry):
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0
    assert r"title = {{Regel \#1 \{concept\} \& \textbackslash{}meer\_}}" in entry
    assert r"100 \% van \$5 \& \{alles\} \textasciitilde{} \textasciicircum{} \textbackslash{}" in entry
    assert "  year = {2021},\n  date = {2021-07-01},\n  pages = {3},\n" in entry
    assert f"  url = {{{PLAIN.address}}}," in entry


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("een twee drie", "een twee drie"),
        ("een twee drie vier", "een twee drie […]"),
        ("een twee drieeeee", "een twee […]"),
        ("", ""),
    ],
)
def test_a_long_text_is_cut_at_a_word_and_says_so(text, expected):
    assert shortened(text, 13) == expected
