"""What goes with the tables, in Dutch and made from the code: data dictionary, codebook, citation file, data sheet."""

from collections.abc import Iterator

import yaml  # type: ignore[import-untyped]

from tracker import __version__
from tracker.analysis.columns import TABLES, Column, columns
from tracker.analysis.tables import Tables
from tracker.codebook import Scale, Value, codebook
from tracker.dutch import count, day
from tracker.paths import datasette_metadata
from tracker.publish.metadata import DATABASE, load_metadata
from tracker.quality import load_quality

_HEADER = ("tabel", "kolom", "soort", "betekenis", "waarden", "herkomst")


# ---------------------------------------------------------------------------- data dictionary


def dictionary_rows() -> Iterator[tuple[str, ...]]:
    """Yield the data dictionary, a header first, a row a column of a table."""
    yield _HEADER
    for table in TABLES:
        for column in columns(table):
            origin = "erbij gezocht of geteld" if column.joined else "database"
            yield table, column.name, _kind(column), column.meaning, "; ".join(_values(column)), origin


def dictionary_page() -> str:
    """Return the data dictionary as Markdown, a table of columns for each table."""
    told = load_metadata(datasette_metadata())["databases"][DATABASE]["tables"]
    parts = [
        "# Gegevenswoordenboek",
        "Wat er in elke tabel staat. Een leeg vak betekent dat iets niet bekend is, of niet bestaat. In de "
        "CSV-bestanden staan dagen als jjjj-mm-dd; in de Parquet-bestanden hebben kolommen hun soort en volgorde bij "
        "zich.",
    ]
    for table in TABLES:
        rows = [f"| `{each.name}` | {_kind(each)} | {each.meaning} |" for each in columns(table)]
        parts += [
            f"## {table}: {told[table]['title'].lower()}",
            told[table]["description"],
            "\n".join(["| kolom | soort | betekenis |", "| --- | --- | --- |", *rows]),
        ]
    return "\n\n".join(parts) + "\n"


def _kind(column: Column) -> str:
    ordered = column.scale and codebook()[column.scale].ordered
    return f"{column.kind}, op volgorde" if ordered else str(column.kind)


def _values(column: Column) -> list[str]:
    return codebook()[column.scale].names if column.scale else []


# ---------------------------------------------------------------------------- codebook


def codebook_page() -> str:
    """Return the codebook of the tags as Markdown."""
    parts = [
        "# Codeboek",
        "Een vermelding is een plaats in een tekst waar zeggenschap wordt genoemd: iemand beslist, stuurt, adviseert, "
        "wordt gehoord, werkt mee of krijgt informatie. Een computer zet de labels. De woorden waar het om gaat, staan "
        "in de voorbeelden tussen haken. Alle voorbeelden zijn verzonnen.",
        *map(_scale, codebook().values()),
    ]
    return "\n\n".join(parts) + "\n"


def _scale(scale: Scale) -> str:
    order = "De waarden staan van laag naar hoog." if scale.ordered else "De waarden hebben geen volgorde."
    rows = [f"| {each.value} | {each.meaning} | {_example(each)} |" for each in scale.values]
    table = "\n".join(["| waarde | betekenis | voorbeeld |", "| --- | --- | --- |", *rows])
    return f"## {scale.title} (`{scale.name}`)\n\n{scale.question} {order}\n\n{table}"


def _example(value: Value) -> str:
    return f"{value.example} Niet: {value.counterexample}" if value.counterexample else value.example


# ---------------------------------------------------------------------------- citation file


def citation_file(tables: Tables) -> str:
    """Return how to cite the tables, as a Citation File Format file (https://citation-file-format.github.io, 1.2.0)."""
    towns = ", ".join(sorted(tables.policies["municipality"].unique()))
    record = {
        "cff-version": "1.2.0",
        "message": "Gebruikt u deze gegevens? Noem ze dan zo.",
        "type": "dataset",
        "title": f"Beleidsvolger: zeggenschap van bewoners in beleid van {towns}",
        "abstract": "Beleidsteksten, verdeeld in bepalingen, met de plaatsen waar zeggenschap wordt genoemd.",
        "authors": [{"name": "The Beleidsvolger developers"}],
        "version": __version__,
        "date-released": _last_read(tables),
        "license": "CC0-1.0",
        "keywords": ["zeggenschap", "bewoners", "participatie", "gemeente", "beleid"],
    }
    return yaml.safe_dump(record, allow_unicode=True, sort_keys=False, width=120)


def _last_read(tables: Tables) -> str:
    """Return the ISO date on which the last text was fetched."""
    return f"{tables.versions['retrieved'].max():%Y-%m-%d}"


# ---------------------------------------------------------------------------- data sheet


def data_sheet(tables: Tables) -> str:
    """Return what the data are, where they come from, how they were made and how good they are, as Markdown."""
    parts = [
        "# Gegevensblad",
        "## Wat is dit?",
        f"Teksten van beleid, verdeeld in losse bepalingen, en de plaatsen daarin waar zeggenschap wordt genoemd. "
        f"{_sizes(tables)} De laatste tekst is opgehaald op {day(_last_read(tables))}.",
        *_warnings(tables),
        "## Welk beleid?",
        _policies(tables),
        "## Hoe is het gemaakt?",
        "Beleidsvolger haalt de teksten op bij de bron en bewaart elk bestand met een vingerafdruk (SHA-256, in de "
        "kolom `snapshot`). Een programma leest het bestand, verdeelt de tekst in bepalingen en zoekt waar zeggenschap "
        f"wordt genoemd. Dat deed versie {__version__} van het programma. Mensen hebben de labels in deze tabellen "
        "niet nagekeken.",
        "## Hoe goed zijn de labels?",
        _goodness(),
        "## Waar moet u op letten?",
        "- Een vermelding is geen recht: ook *geen zeggenschap* is een vermelding. Kijk naar `polarity` en `force`.\n"
        "- Een tekst uit twee bronnen staat er twee keer in.\n"
        "- In `versions` staan ook oude versies. Neem `newest` als u alleen de nieuwste wilt.\n"
        "- Geen vermelding betekent niet dat er niets staat: het programma kan iets missen.\n"
        "- Lees altijd de hele tekst voordat u er iets uit afleidt.",
        "## Wat mag u ermee?",
        "Op regels en besluiten van de overheid rust geen auteursrecht (artikel 11 Auteurswet). Een brief of manifest "
        "is van wie het schreef. Op wat hier is toegevoegd maken wij geen aanspraak: CC0 1.0. In `CITATION.cff` staat "
        "hoe u de gegevens noemt.",
    ]
    return "\n\n".join(parts) + "\n"


def _sizes(tables: Tables) -> str:
    sizes = (
        count(len(tables.policies), "beleidsstuk", "beleidsstukken"),
        count(len(tables.versions), "versie", "versies"),
        count(len(tables.clauses), "bepaling", "bepalingen"),
        count(len(tables.questions), "vraag met antwoord", "vragen met antwoord"),
        count(len(tables.mentions), "vermelding", "vermeldingen"),
        count(len(tables.changes), "wijziging", "wijzigingen"),
    )
    return f"Er zijn {', '.join(sizes[:-1])} en {sizes[-1]}."


def _warnings(tables: Tables) -> list[str]:
    warnings = []
    if tables.policies["example"].any():
        warnings.append("**Let op:** beleid met VOORBEELD ervoor is verzonnen.")
    if tables.mentions.empty:
        warnings.append("**Let op:** er staat geen enkele vermelding in. Misschien zijn er nog geen labels gezet.")
    return warnings


def _policies(tables: Tables) -> str:
    rows = [
        f"| {row['name']} | {row['municipality']} | {row['kind']} | {row['versions']} |"
        for row in tables.policies.to_dict("records")
    ]
    return "\n".join(["| beleid | gemeente | soort | versies |", "| --- | --- | --- | ---: |", *rows])


def _goodness() -> str:
    quality = load_quality()
    mentions = quality.mentions
    rows = [
        f"| {form} | {score.labelled} | {score.precision:.0%} | {score.recall:.0%} |"
        for form, score in quality.forms.items()
    ]
    return (
        f"Op {quality.labelled_clauses} stukjes tekst die mensen hebben nagekeken, klopte {mentions.precision:.0%} van "
        f"wat het programma markeerde, en vond het {mentions.recall:.0%} van wat gemarkeerd had moeten zijn.\n\n"
        + "\n".join(["| vorm | nagekeken | klopt | gevonden |", "| --- | ---: | ---: | ---: |", *rows])
    )
