"""What every table of an analysis has: its columns, their types and, in Dutch, what they mean.

The data dictionary is made from here. What a column that is stored in the database means is told once, for visitors
and analysts alike, in `datasette-metadata.json`; what is joined or counted here is told here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tracker.paths import datasette_metadata
from tracker.publish.metadata import DATABASE, load_metadata


class Kind(StrEnum):
    """The type of a column, in the words of the data dictionary."""

    TEXT = "tekst"
    CATEGORY = "categorie"
    DATE = "datum"
    MOMENT = "tijdstip (UTC)"
    WHOLE = "geheel getal"
    NUMBER = "getal"
    FLAG = "waar of onwaar"


@dataclass(frozen=True)
class Column:
    """A column: `scale` names its values in the codebook; `joined` columns are not in the stored table."""

    name: str
    kind: Kind
    meaning: str
    scale: str = ""
    joined: bool = False


_STORED: Mapping[str, str] = {
    "policies": """
        id TEXT, title TEXT, theme CATEGORY, kind CATEGORY, municipality CATEGORY, name TEXT, example FLAG, note TEXT,
        followed FLAG, position WHOLE""",
    "successions": "policy TEXT, succeeds TEXT",
    "sources": """
        id TEXT, policy TEXT, adapter CATEGORY, locator TEXT, role CATEGORY, label TEXT, valid_from DATE, valid_to DATE,
        followed FLAG, position WHOLE""",
    "versions": """
        id TEXT, policy CATEGORY, source TEXT, snapshot TEXT, label TEXT, name TEXT, title TEXT, valid_from DATE,
        valid_to DATE, published DATE, retrieved MOMENT, extractor TEXT, reason CATEGORY, newest FLAG, address TEXT,
        work TEXT, publisher_page TEXT, format CATEGORY, pages WHOLE, notes TEXT""",
    "clauses": """
        id TEXT, version CATEGORY, eid TEXT, parent TEXT, kind CATEGORY, label TEXT, number TEXT, citation TEXT,
        heading TEXT, term TEXT, text TEXT, page WHOLE, position WHOLE, lineage TEXT""",
    "questions": """
        id TEXT, version CATEGORY, number TEXT, name TEXT, label TEXT, theme TEXT, question TEXT, answer_label TEXT,
        answer TEXT, page WHOLE, position WHOLE""",
    "question_clauses": "question TEXT, clause TEXT, how CATEGORY, score NUMBER",
    "mentions": """
        id TEXT, clause TEXT, question TEXT, field CATEGORY, start WHOLE, end WHOLE, trigger TEXT, form CATEGORY,
        holder CATEGORY, rung CATEGORY, force CATEGORY, polarity CATEGORY, rule TEXT""",
    "changes": """
        id TEXT, policy CATEGORY, old_version CATEGORY, new_version CATEGORY, kind CATEGORY, old_clause TEXT,
        new_clause TEXT, similarity NUMBER, position WHOLE, moved FLAG, renumbered FLAG, split_from TEXT,
        merged_into TEXT, differences TEXT, effect CATEGORY, sentence TEXT""",
    "mention_changes": """
        id TEXT, change TEXT, kind CATEGORY, old_mention TEXT, new_mention TEXT, effect CATEGORY, what TEXT,
        sentence TEXT""",
}
"""Of every table that is read the stored columns in their order, each with the name of its Kind."""

_SCALES = {
    ("mentions", "form"): "form",
    ("mentions", "holder"): "holder",
    ("mentions", "rung"): "rung",
    ("mentions", "force"): "force",
    ("mentions", "polarity"): "polarity",
    ("changes", "kind"): "change",
    ("changes", "effect"): "effect",
    ("mention_changes", "kind"): "change",
    ("mention_changes", "effect"): "effect",
}


def _joined(name: str, kind: Kind, meaning: str, scale: str = "") -> Column:
    return Column(name, kind, meaning, scale, joined=True)


OF_POLICY = (
    _joined("policy_name", Kind.CATEGORY, "Titel van het beleid; bij een verzonnen stuk staat er VOORBEELD voor"),
    _joined("policy_kind", Kind.CATEGORY, "Soort stuk: beleidsregel, nadere regel, nota, verordening, brief"),
    _joined("policy_theme", Kind.CATEGORY, "Onderwerp van het beleid"),
    _joined("municipality", Kind.CATEGORY, "Gemeente"),
    _joined("example", Kind.FLAG, "Waar als het stuk verzonnen is"),
)
"""What every version, clause, question, mention and change knows of its policy."""

_POLICY = _joined("policy", Kind.CATEGORY, "Het beleid")
_ROLE = _joined("role", Kind.CATEGORY, "tekst (het beleid zelf) of vragen (vragen en antwoorden erover)")
_FOUND_AT = _joined("found_at", Kind.CATEGORY, "Pagina bij de uitgever of, als die er niet is, het stuk binnen de bron")
_PLACE = _joined("place", Kind.TEXT, "Plaats om naar te verwijzen: artikel, lid en onderdeel, of de vraag")
_PAGE = _joined("page", Kind.WHOLE, "Bladzijde waar het begint; leeg als het stuk geen bladzijden heeft")

OF_VERSION = (
    _POLICY,
    *OF_POLICY,
    _ROLE,
    _joined("version_label", Kind.CATEGORY, "Hoe de uitgever of de lijst deze versie noemt"),
    _joined("valid_from", Kind.DATE, "Geldig vanaf deze dag"),
    _joined("valid_to", Kind.DATE, "Vanaf deze dag niet meer geldig; leeg als het nog geldt of niet bekend is"),
    _joined("newest", Kind.FLAG, "Waar als er van deze tekst geen nieuwere versie is"),
    _FOUND_AT,
    _joined("snapshot", Kind.CATEGORY, "SHA-256 van het bewaarde bestand waar de tekst uit komt"),
)
"""What every clause, question and mention knows of its version."""

_MENTIONS = _joined("mentions", Kind.WHOLE, "Aantal vermeldingen van zeggenschap")

_JOINED: Mapping[str, tuple[Column, ...]] = {
    "policies": (
        _joined("versions", Kind.WHOLE, "Aantal versies, die van vragen en antwoorden meegeteld"),
        _joined("succeeds", Kind.TEXT, "Het beleid dat dit vervangt; meer dan een met een komma ertussen"),
    ),
    "versions": (
        *OF_POLICY,
        _ROLE,
        _FOUND_AT,
        _joined("clauses", Kind.WHOLE, "Aantal bepalingen"),
        _joined("questions", Kind.WHOLE, "Aantal vragen"),
        _MENTIONS,
    ),
    "clauses": (_PLACE, _MENTIONS, *OF_VERSION),
    "questions": (
        _PLACE,
        _joined("about", Kind.TEXT, "De bepalingen waar de vraag over gaat, met een puntkomma ertussen"),
        _MENTIONS,
        *OF_VERSION,
    ),
    "mentions": (
        _joined("version", Kind.CATEGORY, "De versie waar de vermelding in staat"),
        _PLACE,
        _PAGE,
        _joined("text", Kind.TEXT, "De hele tekst waar de vermelding in staat: text[start:end] is trigger"),
        _joined("share", Kind.NUMBER, "Waar in het stuk: van 0 (begin) tot 1 (eind), in volgorde van lezen"),
        _joined("residents", Kind.FLAG, "Waar als de zeggenschap van bewoners of hun groepen is"),
        *OF_VERSION,
    ),
    "changes": (
        _PLACE,
        _PAGE,
        _joined("old_place", Kind.TEXT, "Plaats in de versie ervoor"),
        _joined("new_place", Kind.TEXT, "Plaats in de versie erna"),
        _joined("old_text", Kind.TEXT, "Tekst in de versie ervoor"),
        _joined("new_text", Kind.TEXT, "Tekst in de versie erna"),
        _joined("old_valid_from", Kind.DATE, "Dag vanaf wanneer de versie ervoor gold"),
        _joined("old_found_at", Kind.CATEGORY, "Waar de versie ervoor staat"),
        _joined("old_snapshot", Kind.CATEGORY, "SHA-256 van het bewaarde bestand van de versie ervoor"),
        *(column for column in OF_VERSION if column.name != "policy"),
    ),
    "mention_changes": (
        _joined("version", Kind.CATEGORY, "De versie waarin de wijziging kwam"),
        _PLACE,
        _PAGE,
        *(
            _joined(f"{when}_{name}", kind, f"{title} {words}", scale)
            for when, words in (("old", "in de versie ervoor"), ("new", "in de versie erna"))
            for name, kind, title, scale in (
                ("trigger", Kind.TEXT, "De woorden", ""),
                ("form", Kind.CATEGORY, "Vorm", "form"),
                ("holder", Kind.CATEGORY, "Van wie", "holder"),
                ("rung", Kind.CATEGORY, "Trede", "rung"),
                ("force", Kind.CATEGORY, "Kracht", "force"),
                ("polarity", Kind.CATEGORY, "Ja of nee", "polarity"),
            )
        ),
        *OF_VERSION,
    ),
}

TABLES = tuple(_STORED)
"""The tables of an analysis."""


def stored(table: str) -> dict[str, Kind]:
    """Return the columns that are read from the database, in order, with their types."""
    return {name: Kind[kind] for name, kind in (pair.split() for pair in _STORED[table].split(","))}


def scale_of(table: str, column: str) -> str:
    """Return the scale in the codebook that a stored column has its values from; empty where it has none."""
    return _SCALES.get((table, column), "")


def joined(table: str) -> tuple[Column, ...]:
    """Return the columns that are joined or counted here."""
    return _JOINED.get(table, ())


def columns(table: str) -> tuple[Column, ...]:
    """Return all columns of a table of an analysis, in the order in which they stand there."""
    told = load_metadata(datasette_metadata())["databases"][DATABASE]["tables"][table]["columns"]
    read = (
        Column(name, kind, _as_flag(told[name]) if kind is Kind.FLAG else told[name], scale_of(table, name))
        for name, kind in stored(table).items()
    )
    return *read, *joined(table)


def _as_flag(meaning: str) -> str:
    """Say of a flag when it is true instead of 1, as it is stored."""
    return re.sub(r"^1( als|:)", r"Waar\1", meaning).replace("; 0 als", "; onwaar als")
