"""A site that can only be read but for one form, by browsers that run nothing that comes in with a document."""

from collections.abc import Awaitable, Callable

from datasette.utils.asgi import Response

Application = Callable[[dict, Callable, Callable], Awaitable[None]]
"""An ASGI application."""

_METHODS = ("GET", "HEAD", "OPTIONS")

_PROTECTION = {
    b"content-security-policy": b"default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    b"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
}
"""Headers of every answer: only scripts that are files of this site run, none that comes in with a document."""


def reading_only(application: Application, form: str) -> Application:
    """Answer 405 to every method that is not for reading, before Datasette sees it, and protect every answer.

    Only to the address `form`, with the prefix of the site, what is filled in may be sent.
    """

    async def answer(scope: dict, receive: Callable, send: Callable) -> None:
        if scope["type"] == "http" and scope["method"] not in (methods := _methods(scope, form)):
            refusal = Response.text(
                "Op deze site kunt u alleen lezen.", status=405, headers={"allow": ", ".join(methods)}
            )
            await refusal.asgi_send(_protecting(send))
        else:
            await application(scope, receive, _protecting(send))

    return answer


def _methods(scope: dict, form: str) -> tuple[str, ...]:
    """Return the methods of an address, as it was sent: `/klopt%2Dniet` is another one."""
    address = (scope.get("raw_path") or scope["path"].encode()).partition(b"?")[0]
    return (*_METHODS, "POST") if address == form.encode() else _METHODS


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
