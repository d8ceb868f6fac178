"""The words that the publishers' formats share: hoofdstuk, artikel, lid, lijst, al, kop, table, noot.

CVDR, the official publications, BWB and STOP name the same things in nearly the same words; `name_of` gives them one
name, and the sets below say what each is. All is data: how it is read is in `tracker.parse.legal`.

Sources: the schemas CVDR 1.0, OP 2012-3, BWB toestand 2016-1 and STOP (IMOP tekst) 1.x, and their documents.
"""

from functools import lru_cache

from lxml import etree

from tracker.model import Part

SYNONYMS = {
    # STOP: the same as in the older formats
    "linummer": "li.nr",
    "lidnummer": "lidnr",
    "nootnummer": "noot.nr",
    "nummer": "nr",
    "opschrift": "titel",
    "lijstaanhef": "al",
    "lijstsluiting": "al",
    "formeledivisie": "divisie",
    "divisietekst": "divisie",
    "algemenetoelichting": "toelichting",
    "artikelgewijzetoelichting": "toelichting",
    "artikelsgewijzetoelichting": "toelichting",
    "wijzigartikel": "wijzig-artikel",
    "wijziglid": "wijzig-lid",
    "kadertekst": "kader",
    "regelingopschrift": "intitule",
    "lichaam": "regeling-tekst",
    "figuur": "plaatje",
    "wijziginstructie": "wat",
    "inleidendetekst": "divisie",
    "rectificatietekst": "divisie",
    "br": "eol",
    # the older formats among themselves
    "sub-paragraaf": "subparagraaf",
    "sub-sub-paragraaf": "subsubparagraaf",
    "titel-deel": "titeldeel",
    "enig-artikel": "artikel",
    "circulaire.divisie": "divisie",
    "circulaire-divisie": "divisie",
    "circulaire.sub-divisie": "divisie",
    "beleidsregel.divisie": "divisie",
    "sub-divisie": "divisie",
    "wijzig-divisie": "divisie",
    "artikel.toelichting": "divisie",
    "model": "divisie",
    "context.al": "al",
    "lijst.aanhef": "al",
    "lijst.sluiting": "al",
    "considerans.lijst": "lijst",
    "tabel": "table",
    "tabeltitel": "title",
    "caption": "title",
    "tr": "row",
    "td": "entry",
    "th": "entry",
    "cursief": "cur",
    "specificatie-item": "li",
    "definitie-item": "begrip",
    "wie": "wij",
}

DIVISIONS = {
    "boek": "boek",
    "deel": "deel",
    "titeldeel": "titeldeel",
    "hoofdstuk": "hoofdstuk",
    "afdeling": "afdeling",
    "paragraaf": "paragraaf",
    "subparagraaf": "subparagraaf",
    "subsubparagraaf": "subsubparagraaf",
    "artikel": "artikel",
    "wijzig-artikel": "wijzigartikel",
    "divisie": "divisie",
    "bijlage": "bijlage",
    "wijzigbijlage": "wijzigbijlage",
    "toelichting": "toelichting",
    "nota-toelichting": "nota-toelichting",
    "motivering": "toelichting",
    "kader": "kader",
}
"""Parts of a regulation that have a heading of their own, and the role of that heading."""

PARTS = {
    "aanhef": Part.OPENING,
    "circulaire.aanhef": Part.OPENING,
    "preambule": Part.OPENING,
    "considerans": Part.OPENING,
    "afkondiging": Part.OPENING,
    "wij": Part.OPENING,
    "intitule": Part.OPENING,
    "regeling-tekst": Part.BODY,
    "wettekst": Part.BODY,
    "circulaire-tekst": Part.BODY,
    "zakelijke-mededeling-tekst": Part.BODY,
    "verdragtekst": Part.BODY,
    "regeling-sluiting": Part.CLOSING,
    "circulaire-sluiting": Part.CLOSING,
    "zakelijke-mededeling-sluiting": Part.CLOSING,
    "wetsluiting": Part.CLOSING,
    "sluiting": Part.CLOSING,
    "slotformulering": Part.CLOSING,
    "ondertekening": Part.CLOSING,
    "ondertekenaar": Part.CLOSING,
    "bijlage": Part.ANNEX,
    "wijzigbijlage": Part.ANNEX,
    "nota-toelichting": Part.EXPLANATION,
    "toelichting": Part.EXPLANATION,
    "motivering": Part.EXPLANATION,
}

LASTING_PARTS = frozenset({Part.ANNEX, Part.EXPLANATION})
"""Parts that hold all within them: the closing of an annex belongs to the annex."""

ROLES = {
    "considerans": "considerans",
    "considerans.al": "considerans",
    "wij": "wij",
    "afkondiging": "afkondiging",
    "slotformulering": "slotformulering",
    "gegeven": "ondertekening",
    "dagtekening": "ondertekening",
    "koning": "ondertekening",
    "ondertekening": "ondertekening",
    "ondertekenaar": "ondertekening",
    "uitgifte": "ondertekening",
    "bijschrift": "bijschrift",
    "bron": "bron",
    "kader": "kader",
}
"""Roles of the paragraphs within an element."""

LINKS = frozenset({"extref", "intref", "extioref", "intioref", "dossierref", "a"})
BOLD = frozenset({"vet", "halfvet", "b", "strong"})
ITALIC = frozenset({"cur", "i", "em"})
INLINE = (
    LINKS
    | BOLD
    | ITALIC
    | frozenset(
        "nadruk onderstreept ondlijn ondstr u unl sup sub inf superscript subscript abbr afk span term redactie "
        "omissie nieuwetekst verwijderdetekst ins del noot nootref contact inline inlinetekstafbeelding eol tekstkleur "
        "voornaam achternaam functie naam organisatie plaats datum".split()
    )
)
"""Elements within a line of text."""

WORDS_APART = frozenset({"voornaam", "achternaam", "functie", "naam", "organisatie", "plaats", "datum", "label", "nr"})
"""Inline elements that are printed apart from what follows, with or without a space in the file."""

NUMBERS = frozenset({"lidnr", "li.nr", "noot.nr"})
REMOVED = frozenset({"verwijderdetekst", "del"})
INSTRUCTIONS = frozenset("voegtoe vervang vervangkop verwijder vervangregeling wijziging instructie".split())
SILENT = frozenset({"meta-data", "metadata", "colspec", "spanspec", "colgroup", "illustratie"})
"""Elements that hold nothing to read."""

BLOCKS = frozenset(
    {*DIVISIONS, *PARTS, *INSTRUCTIONS, *NUMBERS}
    | set(
        "al considerans.al tekst kop nr tussenkop citeertitel inhoudsopgave officiele-inhoudsopgave lid wijzig-lid "
        "lijst li begrip begrippenlijst definitielijst specificatielijst table row entry bijschrift al-groep groep "
        "citaat gereserveerd vervallen".split()
    )
)
"""Elements that stand on lines of their own; whatever else stands among words goes on in their line."""

LINES_OF_WORDS = frozenset({"al", "considerans.al", "noot.al"})
"""Elements that are one line of words, unless they hold one of the blocks."""

STAND_INS = {"gereserveerd": "[Gereserveerd]", "vervallen": "[Vervallen]"}
"""What publishers print for an element that says that there is no text."""


@lru_cache(maxsize=4096)
def _name_of_tag(tag: str) -> str:
    local = tag.rpartition("}")[2].lower()
    return SYNONYMS.get(local, local)


def name_of(element: etree._Element) -> str:
    """Return the name of an element in the shared vocabulary; empty for comments and instructions."""
    return _name_of_tag(element.tag) if isinstance(element.tag, str) else ""


def child_named(element: etree._Element, *names: str) -> etree._Element | None:
    """Return the first child with one of these names in the shared vocabulary."""
    return next((child for child in element if name_of(child) in names), None)


def generated_text(element: etree._Element) -> str:
    """Return what is printed for an element though it is not among its words.

    That is the number of an item in an attribute, the colon between a term and its definition, and the word for a place
    without text.
    """
    name = name_of(element)
    if name in ("li", "lid", "noot") and element.get("nr") and child_named(element, *NUMBERS) is None:
        return element.get("nr") or ""
    if name == "begrip":
        term = child_named(element, "term")
        said = "" if term is None else "".join(map(str, term.itertext())).strip()
        return ":" if said and not said.endswith(":") else ""
    if name in STAND_INS and not "".join(map(str, element.itertext())).strip():
        return STAND_INS[name]
    return ""
