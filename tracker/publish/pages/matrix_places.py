"""The places behind a number of the overview, `/matrix/plaatsen`: each mention in its sentence."""

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from tracker.matrix.places import Place
from tracker.publish.answer import page
from tracker.publish.matrix import numbers
from tracker.publish.matrix.table import PLACES
from tracker.publish.matrix.view import PARAMETERS, chosen_in_address, with_query
from tracker.publish.matrix.words import choice_words, value_words
from tracker.publish.reading.said import Values, mention_words


async def show(request: Request, datasette: Datasette) -> Response:
    """Show a page of the places that the address chooses."""
    found = await numbers.listed(datasette, request)
    path = datasette.urls.path(PLACES)
    chosen = chosen_in_address(found.view.choice)
    context = {
        "total": found.total,
        "groups": _by_text(found.places),
        "chosen": choice_words(found.view.choice, found.names),
        "unknown": [PARAMETERS[name] for name in found.unknown],
        "number_of_page": found.page,
        "pages": found.pages,
        "page_at": lambda number: with_query(path, {**chosen, "pagina": str(number) if number > 1 else ""}),
        "overview": found.view.address(datasette.urls.path("/matrix")),
        "said": _said,
        "value_words": value_words,
    }
    return await page(datasette, request, "matrix_places", context)


def _by_text(places: tuple[Place, ...]) -> list[list[Place]]:
    """Return the places of a page by the version that they are in, in their order."""
    groups: list[list[Place]] = []
    for place in places:
        if not groups or groups[-1][0].row["version"] != place.row["version"]:
            groups.append([])
        groups[-1].append(place)
    return groups


def _said(place: Place) -> str:
    """Return what a mention says in plain words."""
    values = (str(place.row[name]) for name in ("form", "holder", "rung", "force", "polarity"))
    return mention_words().sentence(Values(*values))
