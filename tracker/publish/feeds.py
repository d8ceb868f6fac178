"""The feed of changes, `/wijzigingen.atom`, narrowed by what its query string names."""

import hashlib

from datasette.app import Datasette
from datasette.utils.asgi import BadRequest, Request, Response

from tracker.publish.metadata import DATABASE
from tracker.tell.feed import ENTRIES, PARAMETERS, feed
from tracker.tell.news import Interest, latest


async def changes(request: Request, datasette: Datasette) -> Response:
    """Answer with an Atom feed, or that it is as the reader knows it."""
    interest = _interest(request)
    news = await datasette.get_database(DATABASE).execute_fn(lambda db: latest(db, interest, ENTRIES))
    site = datasette.absolute_url(request, datasette.urls.instance()).rstrip("/")
    body = feed(news, interest, site, datasette.absolute_url(request, request.full_path))
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if request.headers.get("if-none-match") == etag:
        return Response("", status=304, headers={"ETag": etag})
    return Response(body.decode(), content_type="application/atom+xml; charset=utf-8", headers={"ETag": etag})


def _interest(request: Request) -> Interest:
    """Read what the feed is narrowed to.

    Raises BadRequest for a word that narrows nothing, rather than give all, and for signs that no feed can hold.
    """
    unknown = sorted(set(request.args) - set(PARAMETERS))
    if unknown:
        known = ", ".join(PARAMETERS)
        raise BadRequest(f"Een feed kent {unknown[0]} niet. U kunt kiezen uit: {known}.")
    given = {field: tuple(request.args.getlist(name)) for name, field in PARAMETERS.items()}
    if not all(value.isprintable() for values in given.values() for value in values):
        raise BadRequest("In het adres van deze feed staan tekens die niet te lezen zijn.")
    return Interest(**given)
