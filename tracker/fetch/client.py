"""A polite HTTP client: says who asks, and asks one thing at a time of a host, with a pause.

Every way in which a request can fail ends in a FetchError of one line: what was read, what is wrong, what to do.
"""

import ipaddress
import logging
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from http import HTTPStatus
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx
import stamina

from tracker.fetch import failure
from tracker.fetch.body import read_body
from tracker.fetch.outcome import Known
from tracker.fetch.robots import Robots
from tracker.fetch.settings import Settings
from tracker.model import FetchError

logging.getLogger("stamina").addHandler(logging.NullHandler())  # a retry that helps is no news

_REDIRECTS = (301, 302, 303, 307, 308)
_PASSING = (408, 425, 429, 500, 502, 503, 504)  # worth another attempt
_FROM_PROXY = (502, 503, 504)  # what a proxy answers for a host that it cannot reach


@dataclass(frozen=True)
class Response:
    """An answer with status 200, or 304 with empty content when the document is as it was known.

    `address` is where redirects ended; `media_type` is as announced, with its charset.
    """

    address: str
    status: int
    content: bytes
    media_type: str = ""
    etag: str = ""
    last_modified: str = ""

    @property
    def unchanged(self) -> bool:
        """The document is as it was known."""
        return self.status == HTTPStatus.NOT_MODIFIED


@dataclass
class _Host:
    """A host name: whose turn it is, and what is known of it in this run. Its ports are reached apart."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    pause: float = 0.0
    free_at: float = 0.0  # on the monotonic clock
    closed_until: float = 0.0  # it asked to be left alone until then
    closed_reason: str = ""
    answered: set[int] = field(default_factory=set)
    unreachable: dict[int, str] = field(default_factory=dict)


class _PassingError(Exception):
    """A failure that may be over at the next attempt; `wait` is what the host asks for, in seconds."""

    def __init__(self, message: str, status: int | None = None, wait: float | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.wait = wait


class _LostError(_PassingError):
    """No connection with a host that answered before."""


class Client:
    """Fetches addresses politely; safe to share between threads, made for one run.

    A host that cannot be reached is remembered: further requests to it fail at once with the same reason.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings.from_environment()
        self._http = httpx.Client(
            headers={"User-Agent": self.settings.user_agent, "Accept-Encoding": "gzip", "Accept-Language": "nl"},
            timeout=httpx.Timeout(self.settings.timeout, connect=self.settings.connect_timeout, pool=None),
        )
        self._hosts: dict[str, _Host] = {}
        self._hosts_lock = threading.Lock()
        self._robots = Robots(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._http.close()

    def get(self, address: str, known: Known | None = None, *, robots: bool = False) -> Response:
        """Fetch an address, following redirects.

        known: ask for the document only if it changed. robots: obey the site's robots.txt, at every step.

        Raises FetchError; with `gone` when the host says so itself (404, 410).
        """
        trail = [checked_address(address)]
        while True:
            if robots:
                self._robots.check(trail[-1])
            answer = self._ask("GET", trail[-1], known)
            if isinstance(answer, Response):
                return answer
            trail.append(self._next_step(trail, answer))

    def reachable(self, address: str) -> bool:
        """Take one quick look whether a host answers at all; `address` is a host name or an address on it."""
        url = checked_address(address if "://" in address else f"https://{address}/")
        host, port = self._host(url), _port(url)
        if port not in host.answered and port not in host.unreachable:
            try:
                self._ask("HEAD", url, attempts=1)
            except FetchError as error:
                if error.http_status in _FROM_PROXY and _proxied(url):
                    host.unreachable[port] = f"the proxy does not lead to it (answers {error.http_status})"
        return port not in host.unreachable

    def slow_down(self, address: str, pause: float) -> None:
        """Keep at least `pause` seconds between two requests to the host of `address`."""
        host = self._host(address)
        host.pause = max(host.pause, pause)

    def _ask(self, method: str, url: str, known: Known | None = None, attempts: int | None = None) -> Response | str:
        """Make one request, again where that may help; give the answer, or where it redirects to."""
        host = self._host(url)
        with host.turn:
            _refuse_at_once(host, url)
            self._look_up(host, url)
            try:
                for attempt in stamina.retry_context(
                    on=_backoff,
                    attempts=max(1, attempts or self.settings.attempts),
                    timeout=None,
                    wait_initial=self.settings.first_wait,
                    wait_jitter=self.settings.first_wait / 2,
                    wait_max=self.settings.longest_wait,
                ):
                    with attempt, _pausing(host):
                        return self._send(host, method, url, known)
            except _PassingError as error:
                if isinstance(error, _LostError):
                    host.unreachable[_port(url)] = str(error)
                raise FetchError(f"{url}: {error}; {failure.NEXT_RUN}", error.status) from error
        raise AssertionError("a retry context ends in an answer or an error")

    def _send(self, host: _Host, method: str, url: str, known: Known | None) -> Response | str:
        """Make one attempt."""
        request = self._http.build_request(method, url, headers=_conditions(known))
        deadline = time.monotonic() + self.settings.deadline
        try:
            with _closing(self._http.send(request, stream=True)) as response:
                host.answered.add(_port(url))
                return self._answer(host, response, url, deadline)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as error:
            reason = failure.no_connection(error, url, self.settings.connect_timeout)
            if _port(url) in host.answered:
                raise _LostError(reason) from error
            host.unreachable[_port(url)] = reason
            raise FetchError(f"{url}: {reason}", unreachable=reason) from error
        except httpx.TimeoutException as error:
            raise _PassingError(f"no answer, or no more of it, within {self.settings.timeout:g} seconds") from error
        except httpx.TransportError as error:
            raise _PassingError(failure.broken_off(error)) from error

    def _answer(self, host: _Host, response: httpx.Response, url: str, deadline: float) -> Response | str:
        """Read an answer: the document, or where a redirect leads."""
        status = response.status_code
        if status in _REDIRECTS:
            return response.headers.get("Location", "")
        if status not in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
            raise self._refusal(host, response, url)
        if status == HTTPStatus.NOT_MODIFIED:
            response.read()  # there is no body; to have seen its end keeps the connection for the next request
        with_body = status == HTTPStatus.OK and response.request.method == "GET"
        return Response(
            address=url,
            status=status,
            content=read_body(response, url, self.settings.cap, deadline) if with_body else b"",
            media_type=response.headers.get("Content-Type", "").strip(),
            etag=response.headers.get("ETag", "").strip(),
            last_modified=response.headers.get("Last-Modified", "").strip(),
        )

    def _refusal(self, host: _Host, response: httpx.Response, url: str) -> Exception:
        """Say what an answer without a document means, and whether another attempt may help."""
        status = response.status_code
        said = f"answered {failure.status_line(status)}"
        if status not in _PASSING:
            gone = status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
            return FetchError(f"{url}: {said}: {failure.advice(status)}", status, gone=gone)
        wait = failure.retry_after(response.headers.get("Retry-After", ""))
        if wait is None or wait <= self.settings.longest_wait:
            return _PassingError(said, status, wait)
        host.closed_until = time.monotonic() + wait
        host.closed_reason = f"{said} and asks to wait {failure.duration(wait)}; run again after that"
        return FetchError(f"{url}: {host.closed_reason}", status)

    def _next_step(self, trail: list[str], location: str) -> str:
        """Resolve where a redirect leads.

        Raises FetchError when it leads nowhere, round in a circle, or on and on.
        """
        if not location:
            raise FetchError(f"{trail[-1]}: redirects without saying where to; {failure.CORRECT}")
        target = urljoin(trail[-1], location)
        if urlsplit(target).scheme not in ("http", "https"):
            raise FetchError(f"{trail[-1]}: redirects to {target}, and only http and https are read")
        target = checked_address(target)
        if target in trail:
            loop = " -> ".join([*trail[trail.index(target) :], target])
            raise FetchError(f"{trail[0]}: redirects in a circle ({loop}); {failure.CORRECT}")
        if len(trail) > self.settings.redirects:
            many = f"more than {self.settings.redirects} redirects, the last to {target}"
            raise FetchError(f"{trail[0]}: {many}; {failure.CORRECT}")
        return target

    def _host(self, url: str) -> _Host:
        with self._hosts_lock:
            return self._hosts.setdefault(urlsplit(url).hostname or "", _Host(pause=self.settings.pause))

    def _look_up(self, host: _Host, url: str) -> None:
        """Decide within the connect timeout whether a host name exists: the system may take a minute to say no."""
        port, name = _port(url), urlsplit(url).hostname or ""
        if port in host.answered or _is_numeric(name) or _proxied(url):
            return
        found: list[OSError | None] = []
        thread = threading.Thread(target=lambda: found.append(_lookup_error(name, port)), daemon=True)
        thread.start()
        thread.join(self.settings.connect_timeout)
        error = found[0] if found else TimeoutError(0, f"no answer within {self.settings.connect_timeout:g} seconds")
        if error is not None:
            host.unreachable[port] = failure.not_found(name, error)
            _refuse_at_once(host, url)


@lru_cache(maxsize=1024)
def checked_address(address: str) -> str:
    """Give an address that can be asked for, without its fragment; raises FetchError when it is none."""
    try:
        url = httpx.URL(address.strip())
    except httpx.InvalidURL as error:
        raise FetchError(f"{address}: not an address ({error}); {failure.CORRECT}") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise FetchError(f"{address}: only http and https addresses are read; {failure.CORRECT}")
    return str(url.copy_with(fragment=None))


def _refuse_at_once(host: _Host, url: str) -> None:
    reason = host.unreachable.get(_port(url))
    if reason:
        raise FetchError(f"{url}: {reason}", unreachable=reason)
    if time.monotonic() < host.closed_until:
        raise FetchError(f"{url}: not asked: the host {host.closed_reason}", HTTPStatus.SERVICE_UNAVAILABLE)


@contextmanager
def _pausing(host: _Host) -> Iterator[None]:
    if (wait := host.free_at - time.monotonic()) > 0:
        time.sleep(wait)
    try:
        yield
    finally:
        host.free_at = time.monotonic() + host.pause


@contextmanager
def _closing(response: httpx.Response) -> Iterator[httpx.Response]:
    try:
        yield response
    finally:
        response.close()


def _conditions(known: Known | None) -> dict[str, str]:
    headers = {}
    if known and known.etag:
        headers["If-None-Match"] = known.etag
    if known and known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    return headers


def _backoff(error: Exception) -> bool | float:
    """Tell stamina whether to try again, and after how long where the host said so."""
    if not isinstance(error, _PassingError):
        return False
    return True if error.wait is None else error.wait


def _lookup_error(name: str, port: int) -> OSError | None:
    try:
        socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except OSError as error:
        return error
    except UnicodeError:  # a label of more than 63 characters
        return OSError(0, "not a host name")
    return None


def _port(url: str) -> int:
    parts = urlsplit(url)
    return parts.port or (443 if parts.scheme == "https" else 80)


def _is_numeric(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _proxied(url: str) -> bool:
    parts = urlsplit(url)
    proxies = urllib.request.getproxies()
    if not (proxies.get(parts.scheme) or proxies.get("all")):
        return False
    return not urllib.request.proxy_bypass(parts.hostname or "")
