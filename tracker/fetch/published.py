"""Read the tables of a database that somebody published with Datasette: its JSON, page by page."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from tracker.fetch.client import Client, checked_address
from tracker.fetch.settings import Settings
from tracker.model import FetchError, TrackerError

_DATABASE = "tracker"
_PAUSE = 0.1
"""Seconds between two pages: a site is published to be read, but not by everybody at once."""

_ADVICE = "give the address of the front page of a site that `tracker serve` or Datasette serves"


def settings() -> Settings:
    """Return the settings for reading a published database: those of the environment, with a short pause."""
    return replace(Settings.from_environment(), pause=_PAUSE)


class Published:
    """A database behind Datasette, at the address of its front page or of the database itself.

    Raises TrackerError when there is no Datasette at the address, or no database of tracker behind it.
    """

    def __init__(self, client: Client, address: str) -> None:
        self._client = client
        self.address = checked_address(address).partition("?")[0].rstrip("/")
        self._base = self._find()
        self._columns = self._read_columns()

    def pages(self, table: str, columns: Sequence[str]) -> Iterator[list[Mapping[str, Any]]]:
        """Yield all rows of a table, a page at a time, in the order of its key.

        Raises TrackerError when the table or a column is not there, and when the site stops answering on the way.
        """
        self._check(table, columns)
        question = [("_shape", "objects"), ("_size", "max"), ("_nofacet", "1"), ("_nocount", "1")]
        question += [("_col", column) for column in columns]
        following, rows = "", 0
        while True:
            asked = [*question, ("_next", following)] if following else question
            answer = self._page(f"{self._base}/{quote(table)}.json?{urlencode(asked)}", table, rows)
            yield answer["rows"]
            rows += len(answer["rows"])
            following = answer.get("next") or ""
            if not following:
                return

    def _page(self, url: str, table: str, rows: int) -> dict[str, Any]:
        try:
            answer = self._json(url)
        except FetchError as error:
            raise TrackerError(
                f"{self.address}: stopped half-way {table}, after {rows:,} rows ({error}); "
                "nothing is loaded; try again later"
            ) from error
        if not isinstance(answer, dict) or not isinstance(answer.get("rows"), list):
            raise TrackerError(f"{url}: is not a page of rows; {_ADVICE}")
        return answer

    def _check(self, table: str, columns: Sequence[str]) -> None:
        missing = [table] if table not in self._columns else []
        missing = missing or [f"{table}.{column}" for column in columns if column not in self._columns[table]]
        if missing:
            raise TrackerError(
                f"{self.address}: its database is of another release (it has no {missing[0]}); "
                "ask who keeps the site to bring it up to date with `tracker run`"
            )

    def _find(self) -> str:
        """Return the address of the database: of the site, the one called tracker or the only one."""
        site, _, last = self.address.rpartition("/")
        names = self._databases(self.address)
        if names is None and urlsplit(self.address).path:
            names = self._databases(site)
            if names is not None:
                if last in names:
                    return self.address
                raise TrackerError(f"{self.address}: this Datasette has no database {last}; {_ADVICE}")
        if names is None:
            raise TrackerError(f"{self.address}: is no Datasette (it has no list of databases); {_ADVICE}")
        if _DATABASE not in names and len(names) != 1:
            raise TrackerError(f"{self.address}: holds {len(names)} databases; name one: {self.address}/NAME")
        return f"{self.address}/{_DATABASE if _DATABASE in names else quote(names[0])}"

    def _databases(self, site: str) -> list[str] | None:
        """Return the names of the databases of a site; None when it is no Datasette."""
        try:
            answer = self._json(f"{site}/-/databases.json")
            return [each["name"] for each in answer]
        except FetchError as error:
            if error.http_status is None:
                raise TrackerError(f"{self.address}: cannot be reached ({error}); check the address") from error
        except (ValueError, TypeError, KeyError):
            pass
        return None

    def _read_columns(self) -> dict[str, list[str]]:
        try:
            return {each["name"]: each["columns"] for each in self._json(f"{self._base}.json")["tables"]}
        except (ValueError, TypeError, KeyError, FetchError) as error:
            raise TrackerError(f"{self._base}: does not tell its tables ({error}); {_ADVICE}") from error

    def _json(self, url: str) -> Any:
        """Return what an address answers. Raises FetchError where it does not, ValueError where that is no JSON."""
        return json.loads(self._client.get(url).content)
