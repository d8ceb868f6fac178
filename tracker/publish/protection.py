"""A site that can only be read, by browsers that run nothing of it."""

from collections.abc import Awaitable, Callable

from datasette.utils.asgi import Response

Application = Callable[[dict, Callable, Callable], Awaitable[None]]
"""An ASGI application."""

_METHODS = ("GET", "HEAD", "OPTIONS")

_PROTECTION = {
    b"content-security-policy": b"default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    b"object-src 'none'; base-uri 'none'",
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
}
"""Headers of every answer: only scripts that are files of this site run, none that comes in with a document."""


def reading_only(application: Application) -> Application:
    """Answer 405 to every method that is not for reading, before Datasette sees it, and protect every answer."""

    async def answer(scope: dict, receive: Callable, send: Callable) -> None:
        if scope["type"] == "http" and scope["method"] not in _METHODS:
            refusal = Response.text(
                "Op deze site kunt u alleen lezen.", status=405, headers={"allow": ", ".join(_METHODS)}
            )
            await refusal.asgi_send(send)
        else:
            await application(scope, receive, _protecting(send))

    return answer


def _protecting(send: Callable) -> Callable:
    """Add the headers that protect a visitor to what is sent, but for those that it has."""

    async def protected(message: dict) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", []))
            given = {name.lower() for name, _ in headers}
            headers += [header for header in _PROTECTION.items() if header[0] not in given]
            message = {**message, "headers": headers}
        await send(message)

    return protected
