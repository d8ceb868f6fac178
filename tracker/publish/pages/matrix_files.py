"""The overview as files: `/matrix.csv` has its table, `/matrix.svg` its chart."""

import csv
import io
from datetime import date

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from tracker.dutch import day
from tracker.publish.charts.drawing import drawing
from tracker.publish.charts.shades import in_light
from tracker.publish.charts.spec import WIDE
from tracker.publish.charts.svg import as_file
from tracker.publish.matrix import numbers
from tracker.publish.matrix.chart import chart_of
from tracker.publish.matrix.table import Tabulation
from tracker.publish.matrix.view import PARAMETERS
from tracker.publish.matrix.words import choice_words

_BYTE_ORDER_MARK = "\ufeff"
"""Without it a spreadsheet takes UTF-8 for another alphabet."""


async def as_csv(request: Request, datasette: Datasette) -> Response:
    """Answer with all rows of the table as CSV: counts, whatever the measure, and the words to divide them by."""
    found = await numbers.overview(datasette, request)
    tabulation = Tabulation(found, datasette.urls.path)
    written = io.StringIO()
    writer = csv.writer(written)
    names = [column.value for column in tabulation.columns()]
    writer.writerow([PARAMETERS[found.view.rows], "naam", *names, "totaal", "woorden", "gelezen"])
    for line in tabulation.lines():
        counts = [str(number.count) for number in line.numbers] or [""] * len(names)
        total = str(line.total.count) if line.total else ""
        writer.writerow([line.value, _as_text(line.name), *counts, total, line.words, line.state.value])
    return _file(_BYTE_ORDER_MARK + written.getvalue(), "text/csv; charset=utf-8", "overzicht.csv")


async def as_svg(request: Request, datasette: Datasette) -> Response:
    """Answer with the chart as a file: in the colours of the light, with its source and with whole addresses."""
    found = await numbers.overview(datasette, request)

    def whole_address(path: str) -> str:
        return str(datasette.absolute_url(request, datasette.urls.path(path)))

    said = ", ".join(words for _, _, words in choice_words(found.view.choice, found.names))
    source = f"Bron: {whole_address('/matrix')}, {day(date.today().isoformat())}. Geteld: {said}."
    table = Tabulation(found, whole_address).table()
    drawn = await drawing.svg(chart_of(table, found.view, source), WIDE, alone=True)
    return _file(as_file(in_light(drawn)), "image/svg+xml; charset=utf-8", "overzicht.svg")


def _file(body: str, content_type: str, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(body, content_type=content_type, headers=headers)


def _as_text(name: str) -> str:
    """Return a name that no spreadsheet takes for a formula."""
    return f"'{name}" if name.startswith(("=", "+", "-", "@", "\t", "\r")) else name
