"""Say in words what went wrong with a request."""

import socket
import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urlsplit

import httpx

NEXT_RUN = "it is tried again at the next run"
CORRECT = "correct the locator in the register"

_ADVICE = {
    401: "it asks for a password; name a public address in the register",
    403: "the publisher refuses it; open the address in a browser and name a public one in the register",
    404: f"it is not there (any more); {CORRECT}",
    410: "the publisher took it away for good; the archive keeps what was fetched before",
    451: "it is withheld for legal reasons",
}


def advice(status: int) -> str:
    """Say what to do about an answer without a document."""
    return _ADVICE.get(status, f"open the address in a browser and {CORRECT}")


def status_line(status: int) -> str:
    """Give "404 Not Found"; the bare number where it has no name."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def retry_after(value: str) -> float | None:
    """Read a Retry-After header, seconds or a date, as seconds from now; None when there is none that can be read."""
    value = value.strip()
    if value.isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def duration(seconds: float) -> str:
    """Give a time in seconds, or in minutes from two minutes on."""
    return f"{seconds / 60:.0f} minutes" if seconds >= 120 else f"{seconds:.0f} seconds"


def not_found(host: str, error: OSError) -> str:
    """Say that a host name leads nowhere."""
    return f"the host {host} cannot be found ({error.strerror}); is the name right, and is there a network?"


def no_connection(error: httpx.TransportError, url: str, limit: float) -> str:
    """Say why no connection was made; `limit` is the time that was waited for it, in seconds."""
    host = urlsplit(url).hostname or ""
    cause = _root_cause(error)
    if isinstance(error, httpx.ProxyError):
        return f"the proxy does not lead to {host} ({error}); see the settings of the proxy"
    if isinstance(cause, ssl.SSLError):
        reason = getattr(cause, "verify_message", "") or cause.reason or str(cause)
        return f"no safe connection with {host} (TLS: {reason}); if the site is right, tell its owner"
    if isinstance(cause, socket.gaierror):
        return not_found(host, cause)
    if isinstance(error, httpx.ConnectTimeout):
        return f"the host {host} does not answer within {limit:g} seconds; is there a network?"
    if isinstance(cause, ConnectionRefusedError):
        return f"the host {host} refuses the connection; try again later"
    return f"no connection with {host} ({cause}); is there a network?"


def broken_off(error: httpx.TransportError) -> str:
    """Say how an answer ended too early, or that it was no answer."""
    text = str(error)
    if "complete message body" in text or "incomplete chunked read" in text:
        return f"the body is shorter than announced ({text})"
    if "without sending a response" in text:
        return "the connection was closed without an answer"
    if isinstance(error, httpx.RemoteProtocolError):
        return f"what came back is not HTTP ({text})"
    return f"the connection was broken off ({text or type(error).__name__})"


def _root_cause(error: BaseException) -> BaseException:
    """Follow an error to the one of the operating system or of TLS that began it."""
    while True:
        deeper = error.__cause__ or error.__context__
        if deeper is None or isinstance(error, ssl.SSLError | socket.gaierror):
            return error
        error = deeper
