"""The quotation card of a clause or a question, made from what is stored of it and of its version."""

from dataclasses import dataclass

from tracker.diff.words import printable
from tracker.dutch import day
from tracker.publish.dutch import is_scan
from tracker.publish.policies.states import Standing
from tracker.publish.reading.quotation import Quotation, as_bibtex, as_markdown, as_text, shortened
from tracker.publish.reading.version import AboutVersion

_SHORT = {
    Standing.DRAFT: "Let op: dit is een ontwerp, nog geen regel.",
    Standing.NOT_YET: "Let op: deze tekst geldt nog niet.",
    Standing.ENDED: "Let op: deze tekst geldt niet meer.",
}


@dataclass(frozen=True)
class QuotationCard:
    """A quotation in all its forms."""

    quotation: Quotation
    text: str
    markdown: str
    bibtex: str


def citation_card(about: AboutVersion, text: str, place: str, page: int | None, address: str) -> QuotationCard:
    """Return the card for words that stand at a place of a version; `address` is permanent and absolute."""
    entry = about.entry
    quotation = Quotation(
        text=shortened(printable(text)),
        place=printable(place),
        title=printable(_title(about)),
        municipality=printable(entry["gemeente"]),
        version=entry["geldig_vanaf"] or entry["gepubliceerd"] or "",
        version_words="versie vanaf" if entry["geldig_vanaf"] else "gepubliceerd op",
        until=entry["geldig_tot"] or "",
        page=page,
        address=address,
        publisher_page=about.publisher_page,
        sha256=entry["archiefbestand"],
        retrieved=entry["opgehaald"],
        warnings=_warnings(about),
    )
    return QuotationCard(quotation, as_text(quotation), as_markdown(quotation), as_bibtex(quotation))


def _title(about: AboutVersion) -> str:
    """Return how the text is called: the policy, and the piece of it where it has more than one."""
    entry = about.entry
    title = str(entry["beleid"])
    if about.pieces and entry["titel"] not in title:
        title = f"{title}, {entry['titel']}"
    return f"{title}, vragen en antwoorden" if entry["rol"] == "vragen" else title


def _warnings(about: AboutVersion) -> tuple[str, ...]:
    warnings = []
    if about.entry["voorbeeld"]:
        warnings.append("VOORBEELD: deze tekst is verzonnen.")
    if about.newer is not None:
        since = f", vanaf {day(about.newer['valid_from'])}" if about.newer["valid_from"] else ""
        warnings.append(f"Let op: er is een nieuwere versie van deze tekst{since}.")
    if short := _SHORT.get(about.standing.style):
        warnings.append(short)
    if is_scan(about.entry["opmerkingen"]):
        warnings.append("Let op: een computer heeft deze tekst van gescand papier gelezen; er kunnen fouten in staan.")
    return tuple(warnings)
