"""The example corpus keeps its promises: real formats, real sizes, real quirks, and made again the same."""

import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from docx import Document
from lxml import etree, html

from tracker.register import load_register

EXAMPLE = Path(__file__).resolve().parent.parent / "corpus" / "example"
CVDR = {"c": "http://standaarden.overheid.nl/cvdr/terms/"}
EXAMPLE_LINE = "Voorbeelddocument: de gemeente Vlietmonde bestaat niet"
SOFT_HYPHEN, PRIVATE_BULLET = "\u00ad", "\uf0b7"
MAKELEN = "sociaal-makelen/CVDR9900001_1.xml"
TEAMS = "buurtteams/CVDR9900002_1.xml"
IAC, IAC_2021 = "iac/CVDR9900003_1.xml", "iac/CVDR9900003_2.xml"
MAKELEN_2025 = "sociaal-makelen-2025/CVDR9900004_1.xml"
RULES = [MAKELEN, TEAMS, IAC, IAC_2021, MAKELEN_2025]
TWINS = [(twin["xml"], twin["pdf"]) for twin in tomllib.loads((EXAMPLE / "twins.toml").read_text())["twins"]]
NOTE = "nota-uitgangspunten/nota-van-uitgangspunten-concept.pdf"


def body_of(name: str) -> etree._Element:
    """The `body` of a regulation."""
    return etree.parse(str(EXAMPLE / name)).getroot().find("c:body", CVDR)


@cache
def pdf_of(name: str) -> pdfplumber.PDF:
    """A PDF of the corpus, read once."""
    return pdfplumber.open(BytesIO((EXAMPLE / name).read_bytes()))


@cache
def columns_of(name: str) -> list[list[list[str]]]:
    """Of each page of a PDF the lines of its left and of its right half."""
    return [lines_of_columns(page) for page in pdf_of(name).pages]


def lines_of_columns(page: pdfplumber.page.Page) -> list[list[str]]:
    """Lines of the left and of the right half of a page, header and foot left out."""
    middle, top, bottom = page.width / 2, 75, page.height - 60
    halves = (page.crop((0, top, middle, bottom)), page.crop((middle, top, page.width, bottom)))
    return [(half.extract_text() or "").splitlines() for half in halves]


def text_of(name: str) -> str:
    """All text of a document, white space as it comes."""
    path = EXAMPLE / name
    if path.suffix == ".xml":
        return " ".join(body_of(name).itertext())
    if path.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in pdf_of(name).pages)
    if path.suffix == ".docx":
        document = Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        foot = [paragraph.text for paragraph in document.sections[0].footer.paragraphs]
        return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells, *foot])
    if path.suffix == ".html":
        return html.fromstring(path.read_bytes()).find("body").text_content()
    return path.read_text(encoding="utf-8")


# ---------------------------------------------------------------------------- register


def test_register_is_in_order_and_says_that_all_is_made_up() -> None:
    register = load_register(EXAMPLE / "sources.toml")
    assert [policy.id for policy in register.policies] == [
        "sociaal-makelen",
        "buurtteams",
        "iac",
        "nota-uitgangspunten",
        "manifest",
        "brief",
        "sociaal-makelen-2025",
    ]
    for policy in register.policies:
        assert policy.example, policy.id
        assert policy.municipality == "Vlietmonde", policy.id
        assert "Voorbeeld: de gemeente Vlietmonde bestaat niet." in policy.note, policy.id


def test_every_source_and_twin_is_there() -> None:
    register = load_register(EXAMPLE / "sources.toml")
    found = {source.locator: len(list(EXAMPLE.glob(source.locator))) for source in register.sources}
    assert found.pop("iac/CVDR9900003_*.xml") == 2
    assert set(found.values()) == {1}, found
    assert [name for pair in TWINS for name in pair if not (EXAMPLE / name).is_file()] == []


def test_no_twin_stands_in_the_register() -> None:
    locators = {source.locator for source in load_register(EXAMPLE / "sources.toml").sources}
    assert locators.isdisjoint(pdf for _, pdf in TWINS)


# ---------------------------------------------------------------------------- every document


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        (MAKELEN, 2500, 5100),
        (TEAMS, 2500, 4500),
        (IAC, 2500, 4500),
        (IAC_2021, 2500, 4500),
        (MAKELEN_2025, 2500, 4500),
        (NOTE, 3500, 6500),
        ("manifest/manifest.md", 700, 1100),
        ("brief/brief-aan-de-raad.docx", 550, 900),
        ("sociaal-makelen/vragen-en-antwoorden.pdf", 1500, 4000),
        ("buurtteams/vragen-en-antwoorden.docx", 1100, 4000),
        ("iac/vragen-en-antwoorden.html", 1200, 4000),
    ],
)
def test_documents_have_the_length_of_real_ones_and_say_what_they_are(name: str, least: int, most: int) -> None:
    text = text_of(name)
    assert least <= len(text.split()) <= most
    assert EXAMPLE_LINE in " ".join(text.split())


# ---------------------------------------------------------------------------- CVDR


@pytest.mark.parametrize("name", RULES)
def test_regulations_have_the_structure_of_cvdr(name: str) -> None:
    root = etree.parse(str(EXAMPLE / name)).getroot()
    names = [etree.QName(part).localname for part in root.find("c:meta", CVDR)]
    assert etree.QName(root).localname == "cvdr"
    assert names == ["owmskern", "owmsmantel", "cvdripm"]
    assert root.findtext("c:meta/c:owmskern/{http://purl.org/dc/terms/}identifier", namespaces=CVDR) == Path(name).stem
    parts = [etree.QName(part).localname for part in root.find("c:body/c:regeling", CVDR)]
    assert parts[:3] == ["aanhef", "regeling-tekst", "regeling-sluiting"]
    assert set(parts[3:]) == {"bijlage", "nota-toelichting"}
    notes = root.xpath("//c:noot/@id", namespaces=CVDR)
    assert len(notes) >= 1
    assert len(notes) == len(set(notes))


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        (MAKELEN, 28, 35),
        (TEAMS, 28, 36),
        (IAC, 28, 35),
        (IAC_2021, 28, 35),
        (MAKELEN_2025, 25, 35),
    ],
)
def test_regulations_have_as_many_articles_as_real_ones(name: str, least: int, most: int) -> None:
    assert least <= len(body_of(name).findall(".//c:artikel", CVDR)) <= most


@pytest.mark.parametrize(
    ("name", "quirk"),
    [
        # members marked up as such, with items to three levels
        (MAKELEN, "//c:lid[c:lidnr]"),
        (MAKELEN, "//c:lid/c:lijst/c:li[@nr='c.']/c:lijst/c:li[@nr='2°.']/c:lijst/c:li[@nr='i.']"),
        (MAKELEN, "//c:artikel[c:kop/c:titel='[Gereserveerd]'][c:al[not(node())]]"),
        (MAKELEN, "//c:preambule/c:lijst/c:li[@nr='–']"),
        # one flat list in which only the pattern of the number tells the level
        (TEAMS, "//c:artikel[not(.//c:lid)]/c:lijst/c:li[@nr='2.']/following-sibling::c:li[@nr='i.']"),
        (TEAMS, "//c:hoofdstuk/c:kop[c:label='Hoofdstuk 1. Algemeen'][not(c:nr)]"),
        (TEAMS, "//c:nota-toelichting/c:divisie/c:kop"),
        (TEAMS, "//c:slotformulering/c:al[not(node())]"),
        # text in structuurtekst and in articles without a number; a marker that the text repeats
        (IAC, "//c:structuurtekst/c:lijst"),
        (IAC, "//c:artikel[c:kop[not(string())]]/c:al"),
        (IAC, "//c:artikel/c:kop[c:titel='Signaleren van onbegrijpelijke brieven'][not(string(c:nr))]"),
        (IAC, "//c:li[@nr='•'][starts-with(c:al, '•')]"),
        (IAC, "//c:artikel/c:kop[c:label='Artikel 9 [Gereserveerd]']"),
        (IAC, "//c:regeling[count(c:nota-toelichting)=2]"),
        (IAC_2021, "//c:artikel/c:kop[c:nr='13'][c:titel='[Vervallen]']"),
        (IAC_2021, "//c:artikel/c:kop[c:nr='16a']"),
        *((name, "//c:extref[starts-with(@doc, 'https://wetten.overheid.nl/jci1.3:c:BWBR')]") for name in RULES),
        *((name, "//c:bijlage//c:table/c:tgroup/c:thead/c:row/c:entry/c:al") for name in RULES),
    ],
)
def test_regulations_have_the_quirks_of_real_ones(name: str, quirk: str) -> None:
    assert etree.parse(str(EXAMPLE / name)).xpath(quirk, namespaces=CVDR)


def test_successor_withdraws_its_predecessor() -> None:
    text = " ".join(text_of(MAKELEN_2025).split())
    assert "De Beleidsregel Sociaal Makelen 2019-2024 wordt ingetrokken." in text


# ---------------------------------------------------------------------------- PDF


@pytest.mark.parametrize("name", [*(pdf for _, pdf in TWINS), NOTE])
def test_pdfs_have_two_columns_and_break_words(name: str) -> None:
    columns = columns_of(name)
    gutters = [
        sum(1 for char in page.chars if abs((char["x0"] + char["x1"]) / 2 - page.width / 2) < 4)
        for page in pdf_of(name).pages
    ]
    two_columned = [page for page, (left, right) in enumerate(columns) if min(len(left), len(right)) > 15]
    assert len(two_columned) >= 4
    # no text stands in the gutter of a page that is two-columned from top to foot
    assert sum(1 for page in two_columned if gutters[page] <= 6) >= 2
    broken = [line for page in columns for column in page for line in column if line.endswith(("-", SOFT_HYPHEN))]
    assert len(broken) >= 40


@pytest.mark.parametrize(("xml", "pdf_name"), TWINS)
def test_gazettes_have_head_running_title_and_foot(xml: str, pdf_name: str) -> None:
    title = " ".join("".join(body_of(xml).find("c:intitule", CVDR).itertext()).split())
    number = Path(pdf_name).stem.rsplit("-", 1)[1]
    pages = [page.extract_text().splitlines() for page in pdf_of(pdf_name).pages]
    assert pages[0][0].startswith("GEMEENTEBLAD")
    assert any("Officiële uitgave van de gemeente Vlietmonde" in line for line in pages[0][:5])
    assert [page[0] for page in pages[1:]] == [title] * (len(pages) - 1)
    assert [page[-1] for page in pages] == [
        f"{count} Gemeenteblad 2018 nr. {number} 12 juni 2018" for count in range(1, len(pages) + 1)
    ]


@pytest.mark.parametrize(("xml", "pdf_name"), TWINS)
def test_gazettes_print_the_number_of_an_article_on_a_line_of_its_own(xml: str, pdf_name: str) -> None:
    lines = [line for page in columns_of(pdf_name) for column in page for line in column]
    headings = [
        (f"Artikel {kop.findtext('c:nr', namespaces=CVDR)}", kop.findtext("c:titel", namespaces=CVDR))
        for kop in body_of(xml).findall(".//c:artikel/c:kop", CVDR)
        if kop.findtext("c:nr", namespaces=CVDR)
    ]
    following = {
        (line, lines[place + 1][: len(title)]) for place, line in enumerate(lines[:-1]) for _, title in headings
    }
    long = {heading for heading in headings if len(heading[1]) > 45}  # set on more than one line
    assert [heading for heading in headings if heading not in following and heading not in long] == []


@pytest.mark.parametrize("name", [*(pdf for _, pdf in TWINS), NOTE])
def test_pdfs_have_a_table_that_goes_on_over_the_page(name: str) -> None:
    tables = [page.extract_tables() for page in pdf_of(name).pages]
    continued = [
        page for page in range(len(tables) - 1) if tables[page] and tables[page + 1] and
        tables[page][-1][0] == tables[page + 1][0][0]
    ]  # fmt: skip
    assert continued, "no table is repeated with its header at the top of the next page"


@pytest.mark.parametrize("name", [*(pdf for _, pdf in TWINS), NOTE])
def test_pdfs_have_footnotes_in_small_type_below_the_text(name: str) -> None:
    page = next(page for page in pdf_of(name).pages if any(abs(char["size"] - 6.8) < 0.05 for char in page.chars))
    small = [char for char in page.chars if abs(char["size"] - 6.8) < 0.05]
    body = [char for char in page.chars if 8 < char["size"] < 9.5 and char["top"] > 80]
    assert small[0]["text"].isdigit()
    assert min(char["top"] for char in small) > max(char["top"] for char in body) - 30


@pytest.mark.parametrize(
    ("name", "sign"),
    [("iac/gmb-2018-9900003.pdf", PRIVATE_BULLET), (NOTE, PRIVATE_BULLET), (NOTE, SOFT_HYPHEN)],
)
def test_pdfs_have_the_signs_that_word_processors_leave(name: str, sign: str) -> None:
    assert text_of(name).count(sign) >= 4


@pytest.mark.parametrize("name", sorted(str(path.relative_to(EXAMPLE)) for path in EXAMPLE.rglob("*.pdf")))
def test_pdfs_have_no_sign_that_cannot_be_read(name: str) -> None:
    assert "(cid:" not in text_of(name)


def test_note_has_the_length_of_a_real_one() -> None:
    pages = pdf_of(NOTE).pages
    assert 12 <= len(pages) <= 16
    contents = pages[1].extract_text()
    assert re.search(r"^3\.2 Het wijkpanel \.{10,} \d+$", contents, re.MULTILINE)


def letters(text: str) -> Counter[str]:
    """How often each letter and digit occurs: the same for a text however its words are broken."""
    return Counter(sign for sign in text if sign.isalnum())


@pytest.mark.parametrize(("xml", "pdf_name"), TWINS)
def test_twins_hold_the_same_text(xml: str, pdf_name: str) -> None:
    body = body_of(xml)
    markers = "".join(body.xpath("//c:li/@nr", namespaces=CVDR))
    note_numbers = "".join(number.text for number in body.iterfind(".//c:noot/c:noot.nr", CVDR))  # printed twice
    expected = letters("".join(body.itertext()) + markers + note_numbers)
    found = Counter[str]()
    for page in pdf_of(pdf_name).pages:
        top = 95 if page.page_number == 1 else 64
        found += letters(page.crop((0, top, page.width, page.height - 56)).extract_text())
    assert expected - found == Counter(), "missing in the PDF"
    # all that the PDF has more are the headers that tables repeat on the next page
    headers = letters("".join("".join(head.itertext()) for head in body.iterfind(".//c:thead", CVDR)))
    assert found - expected - headers == Counter(), "more in the PDF than in the XML"


# ---------------------------------------------------------------------------- questions and answers


def pdf_questions() -> list[str]:
    text = "\n".join(page.extract_text() for page in pdf_of("sociaal-makelen/vragen-en-antwoorden.pdf").pages)
    questions = re.findall(r"^Vraag \d+\n(.+?)^Antwoord \d+$", text, re.MULTILINE | re.DOTALL)
    assert len(questions) == len(re.findall(r"^Antwoord \d+$", text, re.MULTILINE))
    return questions


def docx_questions() -> list[str]:
    table = Document(str(EXAMPLE / "buurtteams/vragen-en-antwoorden.docx")).tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["Nr", "Vraag", "Antwoord"]
    return [row[1] for row in rows[1:] if re.fullmatch(r"\d+\.", row[0])]


def html_questions() -> list[str]:
    page = html.fromstring((EXAMPLE / "iac/vragen-en-antwoorden.html").read_bytes())
    assert page.xpath("//nav")
    assert page.xpath("//footer")
    assert page.xpath("//*[@id='cookiebar']")
    assert len(page.xpath("//details/summary")) >= 5
    return [heading.text_content() for heading in page.xpath("//main//h3 | //main//summary")]


@pytest.mark.parametrize(
    ("questions", "rule"),
    [(pdf_questions, MAKELEN), (docx_questions, TEAMS), (html_questions, IAC)],
)
def test_questions_are_as_many_as_real_ones_and_cite_articles_that_exist(
    questions: Callable[[], list[str]], rule: str
) -> None:
    asked = questions()
    assert 25 <= len(asked) <= 40
    articles = {number.text for number in body_of(rule).findall(".//c:artikel/c:kop/c:nr", CVDR)}
    cited = set(re.findall(r"artikel (\d+(?:\.\d+)?)", " ".join(asked), re.IGNORECASE))
    assert len(cited) >= 8
    assert cited <= articles


# ---------------------------------------------------------------------------- made again


def make(output: Path) -> dict[str, Path]:
    script = EXAMPLE / "make" / "build.py"
    result = subprocess.run(
        [sys.executable, str(script), "--output", str(output)], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    return {str(path.relative_to(output)): path for path in map(Path, result.stdout.split())}


def printed(path: Path) -> object:
    """What a reader sees of a file: signs with their places, or paragraphs and cells."""
    if path.suffix == ".docx":
        document = Document(str(path))
        return [part.text for part in document.element.body.iter() if part.text]
    with pdfplumber.open(path) as pdf:
        return [
            [(char["text"], round(char["x0"], 1), round(char["top"], 1)) for char in page.chars] for page in pdf.pages
        ]


def test_made_files_are_those_in_the_repository(tmp_path: Path) -> None:
    made = make(tmp_path)
    committed = {str(path.relative_to(EXAMPLE)) for suffix in ("pdf", "docx") for path in EXAMPLE.rglob(f"*.{suffix}")}
    assert set(made) == committed
    # other releases of zlib pack the same page in other bytes, so that what is printed counts
    different = [
        name
        for name, path in made.items()
        if path.read_bytes() != (EXAMPLE / name).read_bytes() and printed(path) != printed(EXAMPLE / name)
    ]
    assert different == [], "run corpus/example/make/build.py and commit what it makes"


def test_making_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = make(tmp_path / "first"), make(tmp_path / "second")
    assert [name for name in first if first[name].read_bytes() != second[name].read_bytes()] == []
