"""The files of the look, scripts and pictures: a browser keeps them for a while, and does not ask at each page."""

from collections.abc import Callable

from tracker.publish.protection import Application

FILES = "/beleidsvolger/"
"""Where they are on the site."""

_KEEP = b"public, max-age=300"
"""Short, because their names stay the same in a next release, whose pages need the files of that release."""


def kept_for_a_while(application: Application, files: str) -> Application:
    """Let browsers keep what is under the path `files`, with the prefix of the site, for five minutes."""

    async def answer(scope: dict, receive: Callable, send: Callable) -> None:
        async def with_time(message: dict) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                message = {**message, "headers": [*message.get("headers", []), (b"cache-control", _KEEP)]}
            await send(message)

        is_file = scope["type"] == "http" and scope["path"].startswith(files)
        await application(scope, receive, with_time if is_file else send)

    return answer
