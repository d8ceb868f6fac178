"""Small regulations in the CVDR's format, written for tests."""

from collections.abc import Sequence

_CVDR = """<?xml version="1.0" encoding="utf-8"?>
<cvdr xmlns="http://standaarden.overheid.nl/cvdr/terms/" xmlns:dcterms="http://purl.org/dc/terms/"
  xmlns:overheid="http://standaarden.overheid.nl/owms/terms/" xmlns:overheidrg="http://standaarden.overheid.nl/cvdr/meta/">
<meta><owmskern><dcterms:identifier>{identifier}</dcterms:identifier><dcterms:title>{title}</dcterms:title>
<dcterms:language>nl</dcterms:language><dcterms:creator scheme="overheid:Gemeente">Voorbeeldstad</dcterms:creator>
</owmskern><owmsmantel/><cvdripm><overheidrg:inwerkingtredingDatum>2018-01-30</overheidrg:inwerkingtredingDatum></cvdripm>
</meta><body><intitule>{title}</intitule><regeling><regeling-tekst>{articles}</regeling-tekst></regeling></body></cvdr>
"""


def cvdr(articles: Sequence[str], title: str = "Beleidsregel Buurthuizen", identifier: str = "CVDR900001_1") -> bytes:
    """Write a regulation of numbered articles, each of one paragraph."""
    body = "".join(
        f"<artikel><kop><label>Artikel</label><nr>{number}</nr></kop><al>{text}</al></artikel>"
        for number, text in enumerate(articles, start=1)
    )
    return _CVDR.format(title=title, identifier=identifier, articles=body).encode()
