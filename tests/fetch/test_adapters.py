"""What each adapter gives for a source, against a publisher that answers in the recorded formats."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree
from support.publisher import Expression, Publication, Publisher, Reply, Request

from tracker.fetch import ADAPTERS, Absent, Client, FetchFailed, Known, Outcome, Unchanged, fetch, first_address
from tracker.fetch.sru import publisher_name, read_record
from tracker.model import Fetched, FetchError, Source

CVDR_XML = b"""<cvdr xmlns="http://standaarden.overheid.nl/cvdr/terms/" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:overheidrg="http://standaarden.overheid.nl/cvdr/meta/"><meta><owmskern>
 <dcterms:identifier>CVDR900001_2</dcterms:identifier><dcterms:title>Beleidsregel  Buurthuizen 2019</dcterms:title>
 </owmskern><owmsmantel/><cvdripm><overheidrg:inwerkingtredingDatum>2019-03-01Z</overheidrg:inwerkingtredingDatum>
 <overheidrg:uitwerkingtredingDatum>9999-12-31</overheidrg:uitwerkingtredingDatum></cvdripm></meta></cvdr>"""


def source(adapter: str, locator: str, base: Path | None = None, **options: str) -> Source:
    return Source(
        "buurthuizen-1", "buurthuizen", adapter, locator, base=str(base or ""), options=tuple(options.items())
    )


def read(client: Client, what: Source, known: Mapping[str, Known] | None = None) -> list[Outcome]:
    return list(fetch(what, client, known or {}))


def fetched(outcome: Outcome) -> Fetched:
    assert isinstance(outcome, Fetched), outcome
    return outcome


def failed(outcome: Outcome) -> FetchFailed:
    assert isinstance(outcome, FetchFailed), outcome
    return outcome


def error_of(client: Client, what: Source) -> str:
    with pytest.raises(FetchError) as caught:
        read(client, what)
    assert "\n" not in str(caught.value), "a failure is one line"
    return str(caught.value)


# ------------------------------------------------------------------ CVDR


@pytest.fixture
def cvdr(publisher: Publisher) -> Publisher:
    publisher.add_regulation(
        "CVDR900001",
        Expression(2, "Beleidsregel Buurthuizen 2019", CVDR_XML, "2019-03-01"),
        Expression(1, "Beleidsregel buurthuizen", b"<cvdr>een</cvdr>", "2018-01-30", "2019-02-28"),
        Expression(10, "Beleidsregel Buurthuizen 2026", b"<cvdr>tien</cvdr>", "2026-01-01"),
    )
    publisher.add_regulation("CVDR900002", Expression(1, "Verordening Buurthuizen", b"<a/>", type="verordening"))
    publisher.add_regulation("CVDR900003", Expression(1, "Buurthuizen", b"<b/>", scheme="overheid:Provincie"))
    publisher.add_regulation("CVDR900004", Expression(1, "Buurthuizen", b"<c/>", creator="Nieuw-Voorbeeldstad"))
    return publisher


def test_cvdr_work_gives_every_expression(cvdr: Publisher, client: Client) -> None:
    documents = [fetched(outcome) for outcome in read(client, source("cvdr", "CVDR900001"))]
    assert [document.address for document in documents] == ["CVDR900001_1", "CVDR900001_2", "CVDR900001_10"]
    assert [document.content for document in documents] == [b"<cvdr>een</cvdr>", CVDR_XML, b"<cvdr>tien</cvdr>"]
    assert dict(documents[0].metadata) == {
        "title": "Beleidsregel buurthuizen",
        "label": "CVDR900001_1",
        "valid_from": "2018-01-30",
        "valid_to": "2019-02-28",
        "page": "https://lokaleregelgeving.overheid.nl/CVDR900001/1",
    }
    assert "valid_to" not in dict(documents[2].metadata)
    assert documents[0].media_type == "text/xml"


def test_cvdr_expression_gives_that_one_without_a_search(cvdr: Publisher, client: Client) -> None:
    (document,) = [fetched(outcome) for outcome in read(client, source("cvdr", "cvdr900001_2"))]
    assert (document.address, document.content) == ("CVDR900001_2", CVDR_XML)
    assert dict(document.metadata) == {
        "title": "Beleidsregel Buurthuizen 2019",
        "label": "CVDR900001_2",
        "valid_from": "2019-03-01",
        "page": "https://lokaleregelgeving.overheid.nl/CVDR900001/2",
    }
    assert not cvdr.asked("/sru/Search")


def test_cvdr_expression_that_is_no_xml_is_left_to_the_parser(publisher: Publisher, client: Client) -> None:
    publisher.add_regulation("CVDR900001", Expression(1, "x", b"<html>onderhoud"))
    (document,) = [fetched(outcome) for outcome in read(client, source("cvdr", "CVDR900001_1"))]
    assert document.content == b"<html>onderhoud"


@pytest.mark.parametrize(
    ("search", "addresses"),
    [
        ("title=buurthuizen", ["CVDR900001_1", "CVDR900001_2", "CVDR900001_10", "CVDR900002_1"]),
        ('title="Beleidsregel Buurthuizen"', ["CVDR900001_1", "CVDR900001_2", "CVDR900001_10"]),
        ("title=Buurthuizen type=verordening", ["CVDR900002_1"]),
        ("title=Buurthuizen without=Beleidsregel", ["CVDR900002_1"]),
    ],
)
def test_cvdr_search_takes_the_works_of_the_municipality(
    cvdr: Publisher, client: Client, search: str, addresses: list[str]
) -> None:
    """Not the province of the same name, nor the place whose name holds the other, though the service finds both."""
    documents = read(client, source("cvdr", f"search: creator=Voorbeeldstad {search}"))
    assert [fetched(document).address for document in documents] == addresses


def test_cvdr_search_takes_a_work_that_had_another_title(publisher: Publisher, client: Client) -> None:
    publisher.add_regulation("CVDR900005", Expression(1, "Speeltuinen"), Expression(2, "Beheerde speelplekken"))
    documents = read(client, source("cvdr", "search: creator=Voorbeeldstad title=Speelplekken"))
    assert [fetched(document).address for document in documents] == ["CVDR900005_1", "CVDR900005_2"]


def test_cvdr_pages_on(publisher: Publisher, client: Client) -> None:
    publisher.add_regulation("CVDR900001", *(Expression(number, "Regel") for number in range(1, 8)))
    publisher.page_size = 3
    documents = read(client, source("cvdr", "CVDR900001"))
    assert [fetched(document).address for document in documents] == [f"CVDR900001_{number}" for number in range(1, 8)]
    assert len(publisher.asked("/sru/Search")) == 3


def test_one_expression_that_fails_leaves_the_others(cvdr: Publisher, client: Client) -> None:
    address = cvdr.reply("/cvdr/CVDR900001/2/xml/CVDR900001_2.xml", Reply(status=410))
    first, second, third = read(client, source("cvdr", "CVDR900001"))
    assert (fetched(first).address, fetched(third).address) == ("CVDR900001_1", "CVDR900001_10")
    assert failed(second).address == "CVDR900001_2"
    assert failed(second).error.gone
    assert str(failed(second).error).startswith(f"{address}: answered 410 Gone: ")


def test_unchanged_documents_are_not_sent_again(cvdr: Publisher, client: Client) -> None:
    before = {document.address: fetched(document) for document in read(client, source("cvdr", "CVDR900001"))}
    known = {address: Known(document.etag) for address, document in before.items()}
    cvdr.page("/cvdr/CVDR900001/2/xml/CVDR900001_2.xml", "<cvdr>anders</cvdr>", "text/xml")
    first, second, third = read(client, source("cvdr", "CVDR900001"), known)
    one = before["CVDR900001_1"]
    assert first == Unchanged(one.address, 304, one.etag, metadata=one.metadata), "what the search says now comes along"
    assert fetched(second).content == b"<cvdr>anders</cvdr>"
    assert isinstance(third, Unchanged)


@pytest.mark.parametrize(
    ("locator", "message"),
    [
        ("CVDR999999", "CVDR999999: the CVDR holds no such regulation; correct the locator in the register"),
        (
            "search: creator=Voorbeeldstad title=Zwembad",
            "search: creator=Voorbeeldstad title=Zwembad: the CVDR holds no such",
        ),
    ],
)
def test_cvdr_without_results(cvdr: Publisher, client: Client, locator: str, message: str) -> None:
    assert error_of(client, source("cvdr", locator)).startswith(message)
    (outcome,) = read(client, source("cvdr", locator, optional="true"))
    assert outcome == Absent(locator, f"nothing there yet: {error_of(client, source('cvdr', locator))}")


SRU = '<searchRetrieveResponse xmlns="http://www.loc.gov/zing/srw/"><numberOfRecords>{}</numberOfRecords>{}'
DIAGNOSTIC = """<diagnostics><diagnostic xmlns="http://www.loc.gov/zing/srw/diagnostic/"><uri>info:srw/diagnostic/1/{}</uri>
<details>workid</details><message>Unsupported index</message></diagnostic></diagnostics>"""


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("<html><body>Onderhoud</body></html>", "is answered with <html>, which is no SRU; try again later"),
        ("Onderhoud", "is answered with something that is no XML ("),
        ("", "is answered with something that is no XML ("),
        (DIAGNOSTIC.format(16), "is refused (Unsupported index: workid); correct the locator in the register"),
        (SRU.format(0, DIAGNOSTIC.format(10)) + "</searchRetrieveResponse>", "is refused (Unsupported index: workid)"),
        ('<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>', "is answered with <a>, which is no SRU"),
    ],
)
def test_an_answer_that_is_no_search_result(publisher: Publisher, client: Client, answer: str, message: str) -> None:
    publisher.reply("/sru/Search", Reply(answer.encode(), media_type="text/xml"))
    error = error_of(client, source("cvdr", "CVDR900001"))
    assert error.startswith(f"{publisher.base}/sru/Search: the search workid=CVDR900001 {message}")


def test_an_answer_without_a_number_is_not_taken_for_none(publisher: Publisher, client: Client) -> None:
    publisher.reply("/sru/Search", Reply(b'<searchRetrieveResponse xmlns="http://www.loc.gov/zing/srw/"/>'))
    message = error_of(client, source("cvdr", "CVDR900001"))
    assert message.endswith("is answered without a number of records; it is tried again at the next run")


def test_a_page_too_far_is_the_end(cvdr: Publisher, client: Client) -> None:
    """The number of records is an estimate."""
    answer = cvdr.answer(Request("GET", "/sru/Search?x-connection=cvdr&version=1.2&query=workid%3DCVDR900002", {}, 0.0))
    more = answer.body.replace(b"<numberOfRecords>1<", b"<numberOfRecords>2<")
    cvdr.reply("/sru/Search", Reply(more), Reply(DIAGNOSTIC.format(61).encode()))
    (document,) = read(client, source("cvdr", "CVDR900002"))
    assert fetched(document).address == "CVDR900002_1"
    assert len(cvdr.asked("/sru/Search")) == 2


def test_a_search_that_names_too_little(publisher: Publisher, client: Client) -> None:
    publisher.reply("/sru/Search", Reply((SRU.format(5000, "") + "</searchRetrieveResponse>").encode()))
    error = error_of(client, source("cvdr", "search: creator=Utrecht title=subsidie"))
    assert error.endswith("finds 5,000 records; name more words of the title")


@pytest.mark.parametrize(
    ("status", "said"), [(500, "answered 500 Internal Server Error"), (404, "answered 404 Not Found")]
)
def test_a_search_that_fails_is_named_by_its_query(
    publisher: Publisher, client: Client, status: int, said: str
) -> None:
    publisher.reply("/sru/Search", Reply(status=status))
    with pytest.raises(FetchError) as caught:
        read(client, source("cvdr", 'search: creator="Den Haag" title=Zorg'))
    expected = (
        f'{publisher.base}/sru/Search: the search dcterms.creator="Den Haag" and dcterms.title adj "Zorg": {said}'
    )
    assert str(caught.value).startswith(expected)
    assert (caught.value.http_status, caught.value.gone) == (status, False)


# ------------------------------------------------------------------ Gemeenteblad


@pytest.fixture
def gmb(publisher: Publisher) -> Publisher:
    everything = {"xml": b"<gemeenteblad/>", "html": b"<p>regel</p>", "pdf": b"%PDF-1.7", "odt": b"PK"}
    without = {kind: content for kind, content in everything.items() if kind != "xml"}
    publisher.add_publication(Publication("gmb-2099-2", "Beleidsregel Buurthuizen", everything, "2099-02-01"))
    publisher.add_publication(
        Publication("gmb-2099-1", "Vragen over buurthuizen", without, creator="Gemeente Voorbeeldstad")
    )
    publisher.add_publication(Publication("gmb-2099-3", "Beleidsregel Speeltuinen", {"pdf": b"%PDF-1.4"}))
    publisher.add_publication(
        Publication("gmb-2099-4", "Buurthuizen", {"odt": b"PK"}, creator="Rechtbank Voorbeeldstad")
    )
    return publisher


@pytest.mark.parametrize(
    ("locator", "content", "media_type"),
    [
        ("gmb-2099-2", b"<gemeenteblad/>", "text/xml"),
        ("GMB-2099-1", b"<p>regel</p>", "text/html"),
        ("gmb-2099-3", b"%PDF-1.4", "application/pdf"),
    ],
)
def test_the_best_manifestation_of_a_publication(
    gmb: Publisher, client: Client, locator: str, content: bytes, media_type: str
) -> None:
    (document,) = [fetched(outcome) for outcome in read(client, source("gmb", locator))]
    assert (document.address, document.content) == (locator.lower(), content)
    assert document.media_type == media_type


def test_gmb_search_leaves_out_titles_with_the_words_in_another_order(gmb: Publisher, client: Client) -> None:
    gmb.add_publication(Publication("gmb-2099-5", "Buurthuizen: intrekking beleidsregel", {"xml": b"<gemeenteblad/>"}))
    documents = read(client, source("gmb", 'search: creator=Voorbeeldstad title="Beleidsregel Buurthuizen"'))
    assert [fetched(document).address for document in documents] == ["gmb-2099-2"]


def test_what_the_repository_says_of_a_publication(gmb: Publisher, client: Client) -> None:
    (document,) = [fetched(outcome) for outcome in read(client, source("gmb", "gmb-2099-2"))]
    assert dict(document.metadata) == {
        "title": "Beleidsregel Buurthuizen",
        "label": "gmb-2099-2",
        "published": "2099-02-01",
        "page": "https://zoek.officielebekendmakingen.nl/gmb-2099-2.html",
    }


def test_gmb_search_is_in_the_order_of_publication(gmb: Publisher, client: Client) -> None:
    documents = read(client, source("gmb", "search: creator=Voorbeeldstad title=Buurthuizen"))
    assert [fetched(document).address for document in documents] == ["gmb-2099-1", "gmb-2099-2"]


def test_a_manifestation_that_is_named_and_not_there(gmb: Publisher, client: Client) -> None:
    gmb.reply("/frbr/officielepublicaties/gmb/2099/gmb-2099-2/1/xml/gmb-2099-2.xml", Reply(status=404))
    (document,) = [fetched(outcome) for outcome in read(client, source("gmb", "gmb-2099-2"))]
    assert document.content == b"<p>regel</p>"


def test_a_manifestation_that_fails_is_not_replaced_by_another(gmb: Publisher, client: Client) -> None:
    """Tomorrow it is there again, and the text would seem to have changed twice."""
    gmb.reply("/frbr/officielepublicaties/gmb/2099/gmb-2099-2/1/xml/gmb-2099-2.xml", Reply(status=500))
    (outcome,) = read(client, source("gmb", "gmb-2099-2"))
    assert "answered 500" in str(failed(outcome).error)


def test_a_publication_without_anything_readable(gmb: Publisher, client: Client) -> None:
    (outcome,) = read(client, source("gmb", "gmb-2099-4"))
    assert str(failed(outcome).error).startswith("gmb-2099-4: the publication has no XML, HTML or PDF")


def test_gmb_that_does_not_exist(gmb: Publisher, client: Client) -> None:
    expected = "gmb-2099-9: there is no such official publication; correct the locator in the register"
    assert error_of(client, source("gmb", "gmb-2099-9")) == expected


def test_a_query_that_the_repository_cannot_read(publisher: Publisher, client: Client) -> None:
    message = error_of(client, source("gmb", "gmb 2099 9"))
    assert "is refused (line 1:0 mismatched input expecting {<EOF>, AND, OR})" in message


def test_a_real_record(shared: Path) -> None:
    record = read_record(etree.parse(shared / "real/sru/sru_record_gmb-2023-174296.xml").getroot())
    assert record.text("identifier") == "gmb-2023-174296"
    assert record.date("available") == "2023-04-20"
    assert record.text("preferredUrl").endswith("/gmb-2023-174296.html")
    assert sorted(record.manifestations) == ["html", "metadata", "metadataowms", "odt", "pdf", "xml"]


def test_a_real_regulation(shared: Path, publisher: Publisher, client: Client) -> None:
    xml = (shared / "real/cvdr/CVDR680781_1_someren_beleidsregel.xml").read_bytes()
    publisher.add_regulation("CVDR680781", Expression(1, "x", xml))
    (document,) = [fetched(outcome) for outcome in read(client, source("cvdr", "CVDR680781_1"))]
    assert document.content == xml
    assert dict(document.metadata)["valid_from"] == "2019-08-30"
    assert dict(document.metadata)["title"].startswith("Beleidsregel Wet Bibob")


@pytest.mark.parametrize(
    ("creator", "name"),
    [
        ("Utrecht", "Utrecht"),
        ("Gemeente Utrecht", "Utrecht"),
        ("Utrecht (Utr)", "Utrecht"),
        ("Groningen (Gr)", "Groningen"),
        ("Bergen (L)", "Bergen (L)"),
        (" 's-Gravenhage ", "'s-Gravenhage"),
    ],
)
def test_names_of_municipalities(creator: str, name: str) -> None:
    assert publisher_name(creator) == name


# ------------------------------------------------------------------ sites

PAGE = """<html><head><title>Zorg</title></head><body>
<a href="/stukken/Beleidsregel.PDF#page=2">Beleidsregel <b>buurthuizen</b></a>
<a href="stukken/vragen-en-antwoorden.pdf"></a>
<a href="stukken/vragen-en-antwoorden.pdf">Vragen</a> <a href="mailto:a@example.org">mail</a> <a href="http://[">stuk</a>
<a name="hier">anker</a> <a href="contact.html">Contact</a></body></html>"""


def test_a_page_is_its_own_document(publisher: Publisher, client: Client) -> None:
    address = publisher.page("/zorg/", PAGE)
    (document,) = [fetched(outcome) for outcome in read(client, source("web", address + "#top"))]
    assert (document.address, document.content) == (address, PAGE.encode())
    assert dict(document.metadata) == {"page": address}
    (again,) = read(client, source("web", address), {address: Known(document.etag)})
    assert again == Unchanged(address, 304, document.etag, metadata=document.metadata)


@pytest.mark.parametrize(
    ("links", "paths"),
    [
        ("*.pdf", ["/stukken/Beleidsregel.PDF", "/zorg/stukken/vragen-en-antwoorden.pdf"]),
        ("*vragen*", ["/zorg/stukken/vragen-en-antwoorden.pdf"]),
        ("http*/zorg/stukken/*", ["/zorg/stukken/vragen-en-antwoorden.pdf"]),
        (r"re:/beleids\w+\.pdf$", ["/stukken/Beleidsregel.PDF"]),
    ],
)
def test_documents_that_a_page_links_to(publisher: Publisher, client: Client, links: str, paths: list[str]) -> None:
    page = publisher.page("/zorg/", PAGE)
    publisher.page("/stukken/Beleidsregel.PDF", "%PDF-een", "application/pdf")
    publisher.page("/zorg/stukken/vragen-en-antwoorden.pdf", "%PDF-twee", "application/pdf")
    documents = [fetched(outcome) for outcome in read(client, source("web", page, links=links))]
    assert [document.address for document in documents] == [publisher.base + path for path in paths]
    assert len({document.content for document in documents}) == len(paths)


def test_a_document_is_called_what_its_link_says(publisher: Publisher, client: Client) -> None:
    page = publisher.page("/zorg/", PAGE)
    publisher.page("/stukken/Beleidsregel.PDF", "%PDF", "application/pdf")
    first, second = read(client, source("web", page, links="*.pdf"))
    assert dict(fetched(first).metadata) == {"title": "Beleidsregel buurthuizen", "page": page}
    assert failed(second).error.http_status == 404


def test_links_start_from_where_the_page_says(publisher: Publisher, client: Client) -> None:
    page = publisher.page("/zorg/", '<head><base href="/archief/x/"></head><a href="regel.pdf">Regel</a>')
    publisher.page("/archief/x/regel.pdf", "%PDF", "application/pdf")
    (document,) = read(client, source("web", page, links="*.pdf"))
    assert fetched(document).address == f"{publisher.base}/archief/x/regel.pdf"


def test_a_page_without_such_links(publisher: Publisher, client: Client) -> None:
    page = publisher.page("/zorg/", PAGE)
    message = error_of(client, source("web", page, links="*.docx"))
    assert message.startswith(f"{page}: no link matches '*.docx' (it has 3 links, such as {publisher.base}/stukken/")
    (outcome,) = read(client, source("web", page, links="*.docx", optional="true"))
    assert isinstance(outcome, Absent)


def test_an_empty_page_has_no_links(publisher: Publisher, client: Client) -> None:
    page = publisher.page("/leeg", "")
    assert error_of(client, source("web", page, links="*.pdf")).startswith(f"{page}: not a page with links (")


def test_pages_obey_robots_txt(publisher: Publisher, client: Client) -> None:
    publisher.page("/robots.txt", "User-agent: *\nDisallow: /stukken/", "text/plain")
    page = publisher.page("/zorg/", PAGE)
    publisher.page("/zorg/stukken/vragen-en-antwoorden.pdf", "%PDF", "application/pdf")
    first, second = read(client, source("web", page, links="*.pdf"))
    assert "/robots.txt asks not to read this" in str(failed(first).error)
    assert fetched(second).content == b"%PDF"


# ------------------------------------------------------------------ folders


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    for name in ("stukken/b.pdf", "stukken/a.html", "stukken/C.docx", "stukken/diep/d.pdf", "los.md", "leeg/.gitkeep"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"tekst van {name}")
    for name in (".verborgen.pdf", "~$b.docx", "Thumbs.db"):
        (tmp_path / "stukken" / name).write_text("rommel")
    return tmp_path


@pytest.mark.parametrize(
    ("locator", "addresses"),
    [
        ("los.md", ["los.md"]),
        ("stukken", ["stukken/C.docx", "stukken/a.html", "stukken/b.pdf"]),
        ("stukken/", ["stukken/C.docx", "stukken/a.html", "stukken/b.pdf"]),
        ("stukken/*.pdf", ["stukken/b.pdf"]),
        ("stukken/**/*.pdf", ["stukken/b.pdf", "stukken/diep/d.pdf"]),
        ("stukken/**", ["stukken/C.docx", "stukken/a.html", "stukken/b.pdf", "stukken/diep/d.pdf"]),
        ("*/[ab].*", ["stukken/a.html", "stukken/b.pdf"]),
        ("diep/../los.md", ["los.md"]),
    ],
)
def test_files_beside_the_register(papers: Path, client: Client, locator: str, addresses: list[str]) -> None:
    (papers / "diep").mkdir()
    documents = [fetched(outcome) for outcome in read(client, source("folder", locator, papers))]
    assert [document.address for document in documents] == addresses
    assert [document.content.decode() for document in documents] == [f"tekst van {address}" for address in addresses]


def test_a_register_in_another_folder(papers: Path, client: Client) -> None:
    (document,) = read(client, source("folder", "../los.md", papers / "stukken"))
    assert fetched(document).address == "../los.md"


def test_a_file_is_new_when_its_bytes_are(papers: Path, client: Client) -> None:
    (document,) = read(client, source("folder", "los.md", papers))
    known = {"los.md": Known(fetched(document).etag)}
    os.utime(papers / "los.md")
    assert read(client, source("folder", "los.md", papers), known) == [Unchanged("los.md", etag=known["los.md"].etag)]
    (papers / "los.md").write_text("nieuwe tekst")
    assert fetched(read(client, source("folder", "los.md", papers), known)[0]).content == b"nieuwe tekst"


@pytest.mark.parametrize(
    ("locator", "message"),
    [
        ("weg", "weg: not there (looked in "),
        ("weg/*.pdf", "weg/*.pdf: not there (looked in "),
        ("leeg", "leeg: no such files in it (looked in "),
        ("stukken/*.txt", "stukken/*.txt: no such files in it (looked in "),
    ],
)
def test_nothing_there(papers: Path, client: Client, locator: str, message: str) -> None:
    assert error_of(client, source("folder", locator, papers)).startswith(message)
    (outcome,) = read(client, source("folder", locator, papers, optional="true"))
    assert isinstance(outcome, Absent)
    assert outcome.note.startswith(f"nothing there yet: {message}")


def test_a_link_that_leads_outside(papers: Path, client: Client) -> None:
    (papers / "stukken/buiten.pdf").symlink_to(papers / "los.md")
    (papers / "stukken/binnen.pdf").symlink_to(papers / "stukken/b.pdf")
    inside, outside = read(client, source("folder", "stukken/b*n*.pdf", papers))
    assert fetched(inside).content == b"tekst van stukken/b.pdf"
    assert (
        str(failed(outside).error)
        == "stukken/buiten.pdf: a link that leads outside the folder; put the file itself there"
    )


def test_a_file_above_the_cap(papers: Path, publisher: Publisher) -> None:
    with publisher.client(cap=10) as client:
        (outcome,) = read(client, source("folder", "los.md", papers))
    assert str(failed(outcome).error).startswith("los.md: 16 bytes, above the cap of 10; raise TRACKER_CAP")


def test_a_file_that_cannot_be_read(papers: Path, client: Client) -> None:
    (papers / "stukken/kwijt.pdf").symlink_to(papers / "stukken/weg.pdf")
    first, second = read(client, source("folder", "stukken/*.pdf", papers))
    assert fetched(first).address == "stukken/b.pdf"
    message = "stukken/kwijt.pdf: cannot be read (No such file or directory); see who may read the file"
    assert str(failed(second).error) == message


# ------------------------------------------------------------------ all of them


@pytest.mark.parametrize(
    ("adapter", "locator", "address"),
    [
        ("cvdr", "CVDR900001", "/sru/Search"),
        ("cvdr", "CVDR900001_1", "/cvdr"),
        ("cvdr", "search: creator=Voorbeeldstad title=a_b", "/sru/Search"),
        ("gmb", "gmb-2099-1", "/sru"),
    ],
)
def test_where_a_source_is_looked_for(publisher: Publisher, adapter: str, locator: str, address: str) -> None:
    assert first_address(source(adapter, locator), publisher.settings()) == publisher.base + address


def test_where_pages_and_files_are_looked_for(publisher: Publisher) -> None:
    assert first_address(source("web", "https://example.org/a"), publisher.settings()) == "https://example.org/a"
    assert first_address(source("folder", "stukken"), publisher.settings()) == ""


@pytest.mark.parametrize(("adapter", "locator"), [("cvdr", "CVDR900001"), ("gmb", "gmb-2099-1"), ("web", "")])
def test_optional_does_not_hide_a_failure(publisher: Publisher, client: Client, adapter: str, locator: str) -> None:
    publisher.close()
    what = source(adapter, locator or publisher.base, optional="true")
    try:
        reason = str(failed(read(client, what)[0]).error)
    except FetchError as error:
        reason = str(error)
    assert "refuses the connection" in reason


def test_every_adapter_of_the_contract_is_there() -> None:
    assert sorted(ADAPTERS) == ["cvdr", "folder", "gmb", "web"]
