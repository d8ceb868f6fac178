"""What an address of the overview asks for, and the address that asks for something else."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from datasette.utils.asgi import Request

from tracker.matrix.choice import NAMES, Choice, choice_of
from tracker.matrix.counting import AXES, POLICY
from tracker.search.catalogue import Catalogue
from tracker.search.filters import NEWEST

PARAMETERS = {
    "versions": "versie",
    "theme": "thema",
    "role": "rol",
    "policy": "beleid",
    "form": "vorm",
    "holder": "houder",
    "rung": "trede",
    "force": "kracht",
    "polarity": "ja",
}
"""What can be chosen and what can be counted by, as an address has it."""

_ROWS, _COLUMNS, _MEASURE, _PAGE = "rijen", "kolommen", "maat", "pagina"

_BY_PARAMETER = {parameter: name for name, parameter in PARAMETERS.items()}


class Measure(StrEnum):
    """What a number says."""

    COUNT = "aantal"
    PER_WORDS = "woorden"  # mentions for every 1,000 words


@dataclass(frozen=True)
class View:
    """What is shown: the choice, the sides of the matrix (names of AXES), the measure, and the page of rows, from 1."""

    choice: Choice
    rows: str = POLICY
    columns: str = "form"
    measure: Measure = Measure.COUNT
    page: int = 1

    def address(self, path: str, **changes: object) -> str:
        """Return the address of this view under `path` (`/matrix`, `/matrix.csv`), with some fields changed.

        What is the same when nothing is chosen is left out.
        """
        view = replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]
        asked = {
            _ROWS: PARAMETERS[view.rows] if view.rows != POLICY else "",
            _COLUMNS: PARAMETERS[view.columns] if view.columns != "form" else "",
            **chosen_in_address(view.choice),
            _MEASURE: view.measure if view.measure != Measure.COUNT else "",
            _PAGE: str(view.page) if view.page > 1 else "",
        }
        return with_query(path, asked)


def view_of(request: Request, catalogue: Catalogue) -> tuple[View, tuple[str, ...]]:
    """Return what an address asks for, and the parameters that say something unknown; those are not used."""
    choice, unknown = asked_choice(request, catalogue)
    view, problems = View(choice), [PARAMETERS[name] for name in unknown]
    rows, columns = _axes(request)
    if rows in AXES and columns in AXES and columns not in (rows, POLICY):
        view = replace(view, rows=rows, columns=columns)
    else:
        problems += [name for name in (_ROWS, _COLUMNS) if request.args.get(name)]
    measure = request.args.get(_MEASURE) or Measure.COUNT
    if measure in list(Measure):
        view = replace(view, measure=Measure(measure))
    else:
        problems.append(_MEASURE)
    return replace(view, page=page_number(request)), tuple(problems)


def asked_choice(request: Request, catalogue: Catalogue) -> tuple[Choice, tuple[str, ...]]:
    """Return what an address chooses, and the names of what it chooses that nobody knows."""
    return choice_of({name: request.args.get(PARAMETERS[name]) or "" for name in NAMES}, catalogue)


def _axes(request: Request) -> tuple[str, str]:
    """Return the sides that are asked for, '' for one that nobody knows."""
    rows = _BY_PARAMETER.get(request.args.get(_ROWS) or PARAMETERS[POLICY], "")
    usual = "holder" if rows == "form" else "form"
    return rows, _BY_PARAMETER.get(request.args.get(_COLUMNS) or PARAMETERS[usual], "")


def page_number(request: Request) -> int:
    """Return the number of the page that is asked for; the first where none is."""
    given = request.args.get(_PAGE) or ""
    return max(1, int(given)) if given.isascii() and given.isdecimal() and len(given) < 7 else 1


def chosen_in_address(choice: Choice) -> dict[str, str]:
    """Return a choice as parameters of an address, without what is usual."""
    given = {PARAMETERS[name]: str(getattr(choice, name)) for name in NAMES}
    return given if choice.versions != NEWEST else given | {PARAMETERS["versions"]: ""}


def with_query(path: str, parameters: Mapping[str, str]) -> str:
    """Return an address with the parameters that are not empty."""
    query = urlencode({name: value for name, value in parameters.items() if value})
    return f"{path}?{query}" if query else path
