"""A village that is followed: a publisher on this machine, a register, a database and a clock that a test turns."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils import Database
from support.publisher import Publisher

from tracker.check.run import Check, check
from tracker.model import Policy, RunReport, Source
from tracker.tell.followers import Followers

BEGIN = datetime(2026, 1, 5, 6, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

ARTICLES = (
    "Bewoners beslissen mee over de inrichting van het buurthuis aan het plein.",
    "Het college vraagt de bewonersraad om advies voordat het een besluit neemt over de speeltuin.",
    "De beheerder van het buurthuis legt elk jaar verantwoording af aan de bewoners van de wijk.",
    "Bewoners kunnen een voorstel doen voor het groen in hun straat, met een begroting erbij.",
    "Een aanvraag bevat een plan, een begroting en de namen van drie buren die het plan steunen.",
    "De wijkraad stelt jaarlijks met de bewoners een lijst op van wat er in de buurt beter kan en beter moet.",
    "Wie het niet eens is met een besluit over het buurthuis kan dat binnen zes weken aan het college laten weten.",
    "De sleutel van het buurthuis ligt bij een groep bewoners, die zelf afspreekt wie er wanneer in mag.",
    "Het college maakt elk kwartaal bekend welke voorstellen van bewoners zijn uitgevoerd en welke niet.",
)


def page(articles: Sequence[str] = ARTICLES, title: str = "Beleidsregel Buurthuizen", extra: str = "") -> str:
    """A page with a rule of numbered articles; `extra` is what stands around it."""
    body = "".join(f"<h2>Artikel {number}</h2><p>{text}</p>" for number, text in enumerate(articles, 1))
    return (
        f"<!DOCTYPE html><html lang='nl'><head><title>{title}</title></head><body><nav>{extra}</nav>"
        f"<main><h1>{title}</h1>{body}</main></body></html>"
    )


def changed(number: int, text: str, articles: Sequence[str] = ARTICLES) -> tuple[str, ...]:
    """The articles with another text for one of them."""
    return tuple(text if place == number else each for place, each in enumerate(articles, 1))


@dataclass
class Village:
    """`now` is what the clock says; `reports` is all that checks have printed."""

    folder: Path
    publisher: Publisher
    followers: Followers = field(default_factory=Followers)
    now: datetime = BEGIN
    policies: list[Policy] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)

    @property
    def database(self) -> Path:
        return self.folder / "village.db"

    def follow(
        self, policy: str, adapter: str, locator: str, theme: str = "buurthuizen", title: str = "", **options: str
    ) -> Source:
        """Put a policy with one source in the register."""
        source = Source(policy, policy, adapter, locator, base=str(self.folder), options=tuple(options.items()))
        title = title or f"Beleidsregel {policy}"
        self.policies.append(Policy(policy, title, theme, "beleidsregel", "Voorbeeldstad", (source,)))
        return source

    def follow_page(self, policy: str = "buurthuizen", body: str | None = None, **more: Any) -> str:
        """Publish a page and follow it; gives its path."""
        self.follow(policy, "web", self.publisher.page(f"/{policy}", body or page()), **more)
        return f"/{policy}"

    def check(self, after: timedelta = timedelta(0), only: tuple[str, ...] = ()) -> RunReport:
        """Turn the clock and check."""
        self.now += after
        with self.publisher.client() as client:
            settings = Check(self.database, client, self.followers, clock=lambda: self.now, show=self.reports.append)
            return check(tuple(self.policies), settings, only)

    def rows(self, query: str) -> list[tuple]:
        db = Database(self.database)
        try:
            return db.execute(query).fetchall()
        finally:
            db.close()

    @property
    def reasons(self) -> list[str]:
        """The reasons of all versions, oldest first."""
        return [reason for (reason,) in self.rows("SELECT reason FROM versions ORDER BY rowid")]

    @property
    def news(self) -> list[str]:
        """The policies of all versions that are news, oldest first."""
        found = self.rows("SELECT policy FROM versions WHERE reason = 'inhoud' AND baseline = 0 ORDER BY rowid")
        return [policy for (policy,) in found]
