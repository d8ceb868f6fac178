"""Every way in which a server can answer, misbehave or be away, against a real server on this machine."""

import socket
import ssl
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest
from support.publisher import Publisher, Reply, gzipped, redirect

from tracker.fetch import Client, Known, Settings
from tracker.model import FetchError, TrackerError

TEXT = b"De bewoners beheren het buurthuis zelf. " * 50
AGAIN = "; it is tried again at the next run"
CORRECT = "; correct the locator in the register"


def failure(client: Client, address: str, **more: object) -> FetchError:
    with pytest.raises(FetchError) as caught:
        client.get(address, **more)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value), "a failure is one line"
    return caught.value


def closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


# ------------------------------------------------------------------ good answers


def test_a_document_and_what_is_said_of_it(publisher: Publisher, client: Client) -> None:
    headers = {"ETag": '"abc"', "Last-Modified": "Tue, 30 Jan 2018 10:00:00 GMT"}
    address = publisher.reply("/regel.pdf", Reply(TEXT, media_type="application/pdf", headers=headers))
    response = client.get(address + "#page=3")
    assert (response.status, response.content, response.address) == (200, TEXT, address)
    assert (response.media_type, response.etag) == ("application/pdf", '"abc"')
    assert response.last_modified == headers["Last-Modified"]


def test_it_says_who_asks(publisher: Publisher, client: Client) -> None:
    client.get(publisher.page("/", "welkom"))
    agent = publisher.requests[0].headers["user-agent"]
    assert agent.startswith("Beleidsvolger/")
    assert "tests@example.org" in agent


def test_packed_bodies_are_unpacked(publisher: Publisher, client: Client) -> None:
    address = publisher.reply("/packed", gzipped(TEXT))
    assert client.get(address).content == TEXT
    assert publisher.requests[0].headers["accept-encoding"] == "gzip"


def test_asks_for_changes_only(publisher: Publisher, client: Client) -> None:
    address = publisher.reply("/regel", Reply(status=304, headers={"ETag": '"abc"'}))
    response = client.get(address, Known('"abc"', "Tue, 30 Jan 2018 10:00:00 GMT"))
    assert response.unchanged
    asked = publisher.requests[0].headers
    assert asked["if-none-match"] == '"abc"'
    assert asked["if-modified-since"] == "Tue, 30 Jan 2018 10:00:00 GMT"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(publisher: Publisher, client: Client, status: int) -> None:
    publisher.reply("/oud", redirect("nieuw", status))
    publisher.page("/nieuw", TEXT)
    response = client.get(f"{publisher.base}/oud")
    assert (response.content, response.address) == (TEXT, f"{publisher.base}/nieuw")


# ------------------------------------------------------------------ bad answers


@pytest.mark.parametrize(
    ("reply", "message", "status", "gone"),
    [
        (Reply(status=404), "answered 404 Not Found: it is not there (any more)" + CORRECT, 404, True),
        (Reply(status=410), "answered 410 Gone: the publisher took it away for good", 410, True),
        (Reply(status=401), "answered 401 Unauthorized: it asks for a password", 401, False),
        (Reply(status=403), "answered 403 Forbidden: the publisher refuses it", 403, False),
        (Reply(status=500), "answered 500 Internal Server Error" + AGAIN, 500, False),
        (Reply(status=503), "answered 503 Service Unavailable" + AGAIN, 503, False),
        (Reply(status=204), "answered 204 No Content: open the address in a browser", 204, False),
        (Reply(status=799), "answered 799: open the address in a browser", 799, False),
        (Reply(TEXT, announce=5000), "the body is shorter than announced", None, False),
        (Reply(TEXT, cut=100), "the body is shorter than announced", None, False),
        (Reply(hang_up=True), "the connection was closed without an answer" + AGAIN, None, False),
        (Reply(TEXT, delay=0.6), "no answer, or no more of it, within 0.3 seconds" + AGAIN, None, False),
        (Reply(TEXT, stall=0.6), "no answer, or no more of it, within 0.3 seconds" + AGAIN, None, False),
        (Reply(TEXT, drip=0.01), "the answer comes too slowly and was broken off" + AGAIN, None, False),
        (Reply(b"x" * 60_000), "larger than the cap of 50,000 bytes (it announces 60,000)", None, False),
        (Reply(endless=True), "larger than the cap of 50,000 bytes (reading was stopped there)", None, False),
        (gzipped(bytes(10_000_000)), "larger than the cap of 50,000 bytes (reading was stopped there)", None, False),
        (gzipped(TEXT, headers={"Content-Encoding": "br"}), "packed as br, which was not asked for", None, False),
        (Reply(TEXT, headers={"Content-Encoding": "gzip"}), "announced as gzip and is not", None, False),
        (redirect("ftp://example.org/regel"), "redirects to ftp://example.org/regel, and only http", None, False),
        (redirect("file:///etc/passwd"), "redirects to file:///etc/passwd, and only http", None, False),
        (redirect(""), "redirects without saying where to" + CORRECT, None, False),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_a_bad_answer_is_one_clear_line(
    publisher: Publisher, reply: Reply, message: str, status: int | None, gone: bool
) -> None:
    address = publisher.reply("/regel", reply)
    with publisher.client(timeout=0.3, deadline=1.0, cap=50_000, attempts=2) as client:
        error = failure(client, address)
    assert str(error).startswith(f"{address}: {message}")
    assert (error.http_status, error.gone) == (status, gone)


def test_packed_body_that_breaks_off(publisher: Publisher, client: Client) -> None:
    whole = gzipped(TEXT)
    address = publisher.reply("/half", replace(whole, body=whole.body[:-20]))
    assert "the body is shorter than announced (its gzip breaks off)" in str(failure(client, address))


def test_redirect_loop_is_named(publisher: Publisher, client: Client) -> None:
    one, two = publisher.reply("/een", redirect("/twee")), publisher.reply("/twee", redirect("/een"))
    start = publisher.reply("/start", redirect("/een"))
    expected = f"{start}: redirects in a circle ({one} -> {two} -> {one}); correct the locator in the register"
    assert str(failure(client, start)) == expected


def test_redirects_have_an_end(publisher: Publisher, client: Client) -> None:
    for number in range(20):
        publisher.reply(f"/{number}", redirect(f"/{number + 1}"))
    message = str(failure(client, f"{publisher.base}/0"))
    assert message.startswith(f"{publisher.base}/0: more than 10 redirects, the last to {publisher.base}/11; ")
    assert len(publisher.requests) == 11


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.org/a",
        "file:///etc/passwd",
        "example.org",
        "http://",
        "http://example.org:poort/",
        "javascript:alert(1)",
    ],
)
def test_only_web_addresses(client: Client, address: str) -> None:
    assert str(failure(client, address)).startswith(f"{address}: ")


# ------------------------------------------------------------------ attempts and waiting


def test_a_passing_failure_passes(publisher: Publisher, client: Client) -> None:
    address = publisher.reply("/regel", Reply(status=500), Reply(TEXT, cut=10), Reply(TEXT))
    assert client.get(address).content == TEXT
    assert len(publisher.requests) == 3


def test_attempts_have_an_end(publisher: Publisher, client: Client) -> None:
    failure(client, publisher.reply("/regel", Reply(status=500)))
    assert len(publisher.requests) == client.settings.attempts


def test_a_definite_answer_is_not_asked_again(publisher: Publisher, client: Client) -> None:
    failure(client, publisher.reply("/regel", Reply(status=404)))
    assert len(publisher.requests) == 1


def in_a_second() -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=1.9), usegmt=True)  # a header holds whole seconds


@pytest.mark.parametrize("wait", ["1", in_a_second], ids=["seconds", "date"])
@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_obeyed(publisher: Publisher, client: Client, wait: object, status: int) -> None:
    value = wait() if callable(wait) else str(wait)
    address = publisher.reply("/regel", Reply(status=status, headers={"Retry-After": value}), Reply(TEXT))
    assert client.get(address).content == TEXT
    first, second = publisher.requests
    assert second.at - first.at >= 0.85


def test_a_long_retry_after_is_reported_and_obeyed(publisher: Publisher, client: Client) -> None:
    address = publisher.reply("/regel", Reply(status=503, headers={"Retry-After": "3600"}))
    other = publisher.page("/andere", TEXT)
    started = time.monotonic()
    first, second = failure(client, address), failure(client, other)
    assert time.monotonic() - started < 1
    assert (
        str(first) == f"{address}: answered 503 Service Unavailable and asks to wait 60 minutes; run again after that"
    )
    assert str(second).startswith(f"{other}: not asked: the host answered 503 Service Unavailable and asks to wait")
    assert len(publisher.requests) == 1


@pytest.mark.parametrize("value", ["soon", "", "-5", "99999999999999999999"])
def test_retry_after_that_makes_no_sense(publisher: Publisher, client: Client, value: str) -> None:
    address = publisher.reply("/regel", Reply(status=503, headers={"Retry-After": value}))
    assert "answered 503" in str(failure(client, address))


def test_one_at_a_time_with_a_pause(publisher: Publisher) -> None:
    addresses = [publisher.reply(f"/{number}", Reply(TEXT, delay=0.05)) for number in range(5)]
    with publisher.client(pause=0.1) as client, ThreadPoolExecutor(5) as threads:
        assert [answer.content for answer in threads.map(client.get, addresses)] == [TEXT] * 5
    asked = sorted(publisher.requests, key=lambda request: request.at)
    gaps = [after.at - before.at for before, after in pairwise(asked)]
    assert min(gaps) >= 0.14, f"an answer takes 0.05 seconds and the pause 0.1, and the gaps were {gaps}"


def test_hosts_do_not_wait_for_each_other(publisher: Publisher) -> None:
    """`localhost` and `127.0.0.1` are two hosts to a client."""
    slow = publisher.reply("/slow", Reply(TEXT, delay=1.0))
    quick = publisher.page("/quick", TEXT).replace("127.0.0.1", "localhost")
    with publisher.client() as client, ThreadPoolExecutor(1) as thread:
        waiting = thread.submit(client.get, slow)
        time.sleep(0.2)
        client.get(quick)
        assert not waiting.done(), "the quick host had to wait for the slow one"
        assert waiting.result().content == TEXT


# ------------------------------------------------------------------ hosts that are not there


def test_a_host_that_refuses_is_asked_once(publisher: Publisher) -> None:
    address = f"http://127.0.0.1:{closed_port()}"
    with publisher.client() as client:
        first, second = failure(client, f"{address}/een"), failure(client, f"{address}/twee")
        assert not client.reachable(address)
    assert str(first) == f"{address}/een: the host 127.0.0.1 refuses the connection; try again later"
    assert str(second) == f"{address}/twee: the host 127.0.0.1 refuses the connection; try again later"


def test_another_port_is_another_matter(publisher: Publisher, client: Client) -> None:
    failure(client, f"http://127.0.0.1:{closed_port()}/")
    assert client.get(publisher.page("/", TEXT)).content == TEXT


def test_a_host_that_does_not_exist(client: Client) -> None:
    started = time.monotonic()
    error = failure(client, "https://bestaat-niet.invalid/regel")
    assert "the host bestaat-niet.invalid cannot be found (" in str(error)
    assert str(error).endswith("is the name right, and is there a network?")
    failure(client, "https://bestaat-niet.invalid/andere")
    assert time.monotonic() - started < 2 * client.settings.connect_timeout


def test_a_name_that_is_too_long(client: Client) -> None:
    assert "cannot be found" in str(failure(client, f"https://{'a' * 70}.example/"))


def test_a_host_that_keeps_silent(publisher: Publisher) -> None:
    """A queue that is full: the system does not even take the connection."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(0)
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        fillers = [socket.socket() for _ in range(3)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(silent.getsockname())
        with publisher.client(connect_timeout=0.5) as client:
            started = time.monotonic()
            message = str(failure(client, address))
            assert not client.reachable(address)
        for filler in fillers:
            filler.close()
    assert message == f"{address}: the host 127.0.0.1 does not answer within 0.5 seconds; is there a network?"
    assert time.monotonic() - started < 1.5


def test_no_network_at_all_is_decided_quickly() -> None:
    """In a network of its own, without a way out, where this machine allows that."""
    script = (
        "import time; from tracker.fetch import Client, Settings\n"
        "started = time.monotonic()\n"
        "with Client(Settings()) as client:\n"
        "    hosts = [client.settings.sru_cvdr, client.settings.sru_publications, 'https://192.0.2.1/']\n"
        "    print([client.reachable(host) for host in hosts * 5], round(time.monotonic() - started))\n"
    )
    root = Path(__file__).resolve().parents[2]
    command = ["unshare", "--net", sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False, timeout=120)
    if "unshare" in done.stderr or "No such file" in done.stderr:
        pytest.skip("this machine does not let a test cut off its network")
    answers, seconds = done.stdout.rsplit(" ", 1)
    assert answers == str([False] * 15), done.stderr
    assert int(seconds) <= 10


def test_reachable_is_one_quick_look(publisher: Publisher, client: Client) -> None:
    publisher.reply("/sru", Reply(status=500))
    assert client.reachable(f"{publisher.base}/sru")
    assert client.reachable(f"{publisher.base}/sru")
    assert [request.method for request in publisher.requests] == ["HEAD"]


def test_a_publisher_that_goes_away_half_way() -> None:
    """A host that answered before is tried again: this may pass. When it does not, the rest of the run knows."""
    with Publisher() as publisher:
        address = publisher.page("/", TEXT)
        client = publisher.client()
        client.get(address)
    refused = f"{address}: the host 127.0.0.1 refuses the connection; try again later"
    assert str(failure(client, address)) == refused + AGAIN
    assert str(failure(client, address)) == refused


def test_a_certificate_of_nobody(tmp_path: Path, client: Client) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    files = ["-keyout", str(key), "-out", str(certificate)]
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", *files],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("there is no openssl on this machine to make a certificate with")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=shake_hands, args=(listening, context), daemon=True).start()
        message = str(failure(client, f"https://localhost:{listening.getsockname()[1]}/"))
    assert "no safe connection with localhost (TLS: self" in message


def shake_hands(listening: socket.socket, context: ssl.SSLContext) -> None:
    connection, _ = listening.accept()
    with connection, pytest.raises(ssl.SSLError):
        context.wrap_socket(connection, server_side=True)


def test_a_proxy_that_leads_nowhere(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    """The proxy of a machine without a way out refuses to connect; what is asked of it never leaves this machine."""
    monkeypatch.setenv("HTTPS_PROXY", publisher.base)
    with publisher.client() as client:
        message = str(failure(client, "https://regels.example/"))
    assert message.startswith("https://regels.example/: the proxy does not lead to regels.example (")


# ------------------------------------------------------------------ robots.txt


def test_robots_txt_is_obeyed_where_asked(publisher: Publisher, client: Client) -> None:
    publisher.page("/robots.txt", "User-agent: *\nDisallow: /intern\n", "text/plain")
    closed, open_page = publisher.page("/intern/regel", TEXT), publisher.page("/regel", TEXT)
    assert client.get(open_page, robots=True).content == TEXT
    message = str(failure(client, closed, robots=True))
    assert message.startswith(f"{closed}: {publisher.base}/robots.txt asks not to read this")
    assert not publisher.asked("/intern/regel")
    assert len(publisher.asked("/robots.txt")) == 1
    assert client.get(closed).content == TEXT


def test_robots_txt_holds_after_a_redirect(publisher: Publisher, client: Client) -> None:
    publisher.page("/robots.txt", "User-agent: Beleidsvolger\nDisallow: /intern\n", "text/plain")
    publisher.page("/intern/regel", TEXT)
    assert "robots.txt asks not" in str(failure(client, publisher.reply("/r", redirect("/intern/regel")), robots=True))


@pytest.mark.parametrize(("status", "read"), [(404, True), (403, True), (500, False)])
def test_no_robots_txt(publisher: Publisher, client: Client, status: int, read: bool) -> None:
    """RFC 9309: what is not there forbids nothing, what cannot be told now forbids all."""
    publisher.reply("/robots.txt", Reply(status=status))
    address = publisher.page("/regel", TEXT)
    if read:
        assert client.get(address, robots=True).content == TEXT
    else:
        assert "without robots.txt the site is not read" in str(failure(client, address, robots=True))


def test_a_site_may_ask_for_a_longer_pause(publisher: Publisher, client: Client) -> None:
    publisher.page("/robots.txt", "User-agent: *\nCrawl-delay: 0.3\n", "text/plain")
    client.get(publisher.page("/regel", TEXT), robots=True)
    client.get(publisher.page("/andere", TEXT), robots=True)
    first, second = publisher.requests[-2:]
    assert second.at - first.at >= 0.29


# ------------------------------------------------------------------ settings


def test_settings_come_from_the_environment() -> None:
    environment = {
        "TRACKER_SRU_CVDR": "http://localhost:1/sru/",
        "TRACKER_PAUSE": "2.5",
        "TRACKER_CAP": "10",
        "HOME": "x",
    }
    settings = Settings.from_environment(environment)
    assert settings == Settings(sru_cvdr="http://localhost:1/sru", pause=2.5, cap=10)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("TRACKER_PAUSE", "een", "TRACKER_PAUSE=een: not a number; write for instance TRACKER_PAUSE=2"),
        ("TRACKER_PAUSE", "-1", "TRACKER_PAUSE=-1: must be zero or more"),
        ("TRACKER_TIMEOUT", "nan", "TRACKER_TIMEOUT=nan: must be zero or more"),
        ("TRACKER_CAP", "1.5", "TRACKER_CAP=1.5: not a number"),
        ("TRACKER_SRU_CVDR", "localhost", "TRACKER_SRU_CVDR=localhost: not an address"),
        ("TRACKER_CONTACT", "ik\nX-Evil: 1", "TRACKER_CONTACT: plain letters, digits and signs only"),
    ],
)
def test_wrong_settings(name: str, value: str, message: str) -> None:
    with pytest.raises(TrackerError) as caught:
        Settings.from_environment({name: value})
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("published", "here"),
    [
        (
            "https://repository.officiele-overheidspublicaties.nl/CVDR/CVDR1234/1/xml/CVDR1234_1.xml",
            "http://mirror/cvdr/CVDR1234/1/xml/CVDR1234_1.xml",
        ),
        (
            "https://repository.overheid.nl/frbr/officielepublicaties/a.xml",
            "http://mirror/frbr/officielepublicaties/a.xml",
        ),
        ("https://repository.overheid.nl/andere/a.xml", "https://repository.overheid.nl/andere/a.xml"),
        ("", ""),
    ],
)
def test_records_lead_to_the_base_that_is_set(published: str, here: str) -> None:
    settings = Settings(repository_cvdr="http://mirror/cvdr", repository_publications="http://mirror/frbr")
    assert settings.address(published) == here
    assert Settings().address(published) == published


def test_every_setting_is_in_the_docs() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs/register.md").read_text()
    missing = [field.name for field in fields(Settings) if f"`TRACKER_{field.name.upper()}`" not in page]
    assert not missing, f"docs/register.md does not name {missing}"
