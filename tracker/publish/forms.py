"""Reading what a browser sends with a form: within limits, and only from a page of this site."""

import secrets
from urllib.parse import parse_qsl

from datasette.utils.asgi import Request

TOKEN = "csrftoken"
"""The field of a form that shows that a page of this site sent it; Datasette's templates call it so."""

_MOST_READ = 1_000_000


class TooLargeError(Exception):
    """What was sent is larger than a person would write."""


class NoFormError(Exception):
    """What was sent is no form as a browser sends it."""


async def fields(request: Request, largest: int) -> dict[str, str]:
    """Return the fields of a form, of a field that is sent twice the last.

    What is longer than `largest` bytes is read on a little, so that the browser is ready for an answer, and not kept.

    Raises TooLargeError, or NoFormError when the type is not that of a plain form.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        raise NoFormError
    body, read, more = bytearray(), 0, True
    while more and read <= _MOST_READ:
        message = await request.receive()
        if message["type"] != "http.request":
            raise NoFormError
        read += len(message.get("body", b""))
        if read <= largest:
            body += message.get("body", b"")
        more = message.get("more_body", False)
    if read > largest:
        raise TooLargeError
    try:
        return dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=50))
    except ValueError as error:
        raise NoFormError from error


def comes_from_here(request: Request, sent: dict[str, str]) -> bool:
    """Return whether a form was on a page that this site gave to this same browser.

    The page has a token that also stands in a signed cookie of this site; another site can make a browser send the form
    but cannot read or set that cookie. Datasette itself lets through what comes without a cookie; this does not.
    """
    return secrets.compare_digest(sent.get(TOKEN, "").encode(), request.scope["csrftoken"]().encode())
