"""A site that can only be read."""

from collections.abc import Awaitable, Callable

from datasette.utils.asgi import Response

Application = Callable[[dict, Callable, Callable], Awaitable[None]]
"""An ASGI application."""

_METHODS = ("GET", "HEAD", "OPTIONS")


def reading_only(application: Application) -> Application:
    """Answer 405 to every method that is not for reading, before Datasette sees it."""

    async def answer(scope: dict, receive: Callable, send: Callable) -> None:
        if scope["type"] == "http" and scope["method"] not in _METHODS:
            refusal = Response.text(
                "Op deze site kunt u alleen lezen.", status=405, headers={"allow": ", ".join(_METHODS)}
            )
            await refusal.asgi_send(send)
        else:
            await application(scope, receive, send)

    return answer
