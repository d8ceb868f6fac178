"""What every page of our own needs: rows to show, and an answer made with a template."""

from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import unquote

from datasette.app import Datasette
from datasette.database import Database
from datasette.utils import sqlite3
from datasette.utils.asgi import Request, Response
from jinja2 import Environment, Template

from tracker.publish.metadata import DATABASE


async def rows(db: Database, sql: str, **parameters: object) -> list[sqlite3.Row]:
    """Return all rows of a query of ours, up to the most that the site ever shows at once."""
    return list((await db.execute(sql, parameters)).rows)


def database(datasette: Datasette) -> Database:
    """Return the database that the site shows."""
    return datasette.get_database(DATABASE)


def in_address(request: Request, name: str) -> str:
    """Return what an address names: a group of the route's pattern, which is matched before it is decoded."""
    return unquote(request.url_vars[name])


class _AtOnce(Template):
    """A template that is written in one go: one of Datasette's looks at every value whether it must wait for it."""

    async def render_async(self, *args: Any, **kwargs: Any) -> str:
        """Write the page; nothing in a page of ours has to be waited for."""
        return self.render(*args, **kwargs)


@cache
def _written_at_once(environment: Environment) -> Environment:
    """Return the environment for pages of our own, with the filters and functions of the given one."""
    ours = environment.overlay(enable_async=False, auto_reload=False)  # else each page looks at the file of each part
    ours.template_class = _AtOnce
    return ours


async def page(
    datasette: Datasette, request: Request, template: str, context: Mapping[str, Any], status: int = 200
) -> Response:
    """Answer with a page of our own: `template` is its name in `templates/pages`, without `.html`."""
    written = _written_at_once(datasette.jinja_env).get_template(f"pages/{template}.html")
    html = await datasette.render_template(written, dict(context), request, view_name=template)
    return Response.html(html, status=status)
