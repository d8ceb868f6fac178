"""A publisher on this machine: a real HTTP server that answers in the formats recorded from the real ones.

It serves the CVDR's SRU 1.2, the national repository's SRU 2.0, the documents that their records name, pages and
robots.txt, and can be told to fail in every way in which a server can. For tests and benchmarks:

    with Publisher() as publisher:
        publisher.add_regulation("CVDR900001", Expression(1, "Beleidsregel Buurthuizen", xml))
        client = publisher.client()

All that is published here is made up; identifiers start at 900000, where the real ones have not come yet.
"""

import gzip
import re
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape, quoteattr

from tracker.fetch import Client, Settings

REPOSITORY_CVDR = "https://repository.officiele-overheidspublicaties.nl/CVDR"  # in capitals, as many records have it
REPOSITORY = "https://repository.overheid.nl/frbr/officielepublicaties"


@dataclass(frozen=True)
class Request:
    """What was asked, with the names of headers in lower case, and when on the monotonic clock."""

    method: str
    path: str
    headers: dict[str, str]
    at: float


@dataclass(frozen=True)
class Reply:
    """One answer. Beside what a good server says: ways to fail.

    delay: seconds before the answer. stall: seconds of silence half-way. announce: another Content-Length than the real
    one. cut: send only so many bytes and hang up. endless: go on sending. drip: seconds between single bytes.
    """

    body: bytes = b""
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    stall: float = 0.0
    announce: int | None = None
    cut: int | None = None
    endless: bool = False
    drip: float = 0.0
    hang_up: bool = False


def gzipped(body: bytes, **more: Any) -> Reply:
    """Answer packed with gzip."""
    headers = {"Content-Encoding": "gzip", **more.pop("headers", {})}
    return Reply(gzip.compress(body), headers=headers, **more)


def redirect(to: str, status: int = 302) -> Reply:
    """Answer that the document is elsewhere."""
    return Reply(status=status, headers={"Location": to})


@dataclass(frozen=True)
class Expression:
    """One version of a regulation in the CVDR."""

    number: int
    title: str
    xml: bytes = b"<cvdr/>"
    valid_from: str = ""
    valid_to: str = ""
    creator: str = "Voorbeeldstad"
    scheme: str = "overheid:Gemeente"
    type: str = "beleidsregel"


@dataclass(frozen=True)
class Publication:
    """One official publication, with its manifestations by kind (xml, html, pdf, odt)."""

    identifier: str
    title: str
    manifestations: dict[str, bytes]
    available: str = "2018-02-01"
    creator: str = "Voorbeeldstad"
    type: str = "beleidsregel"


class Publisher:
    """The server. `base` is its address; `requests` is all that it was asked, in order."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.page_size = 1000  # most records that a search answers with at once
        self._works: dict[str, list[Expression]] = {}
        self._publications: dict[str, Publication] = {}
        self._replies: dict[str, list[Reply | Callable[[Request], Reply]]] = {}
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.publisher = self
        self.base = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop serving: whoever asks now is refused the connection."""
        self._server.shutdown()
        self._server.server_close()
        self._server.hang_up()

    def settings(self, **changes: Any) -> Settings:
        """Give settings that lead every address here, without pauses and with short times."""
        quick = Settings(
            sru_cvdr=f"{self.base}/sru/Search",
            repository_cvdr=f"{self.base}/cvdr",
            sru_publications=f"{self.base}/sru",
            repository_publications=f"{self.base}/frbr",
            contact="tests@example.org",
            pause=0.0,
            timeout=2.0,
            connect_timeout=2.0,
            deadline=5.0,
            first_wait=0.01,
            longest_wait=2.0,
        )
        return replace(quick, **changes)

    def client(self, **changes: Any) -> Client:
        """Give a client with those settings."""
        return Client(self.settings(**changes))

    def reply(self, path: str, *replies: Reply | Callable[[Request], Reply]) -> str:
        """Answer a path with these replies in turn, the last one for ever; gives the address."""
        self._replies[path] = list(replies)
        return self.base + path

    def page(self, path: str, body: str | bytes, media_type: str = "text/html; charset=utf-8", **headers: str) -> str:
        """Publish a page or file; it is sent anew only when it changed. Gives the address."""
        content = body.encode() if isinstance(body, str) else body
        etag = f'"{hash(content):x}"'

        def answer(request: Request) -> Reply:
            if request.headers.get("if-none-match") == etag:
                return Reply(status=304, headers={"ETag": etag})
            return Reply(content, media_type=media_type, headers={"ETag": etag, **headers})

        return self.reply(path, answer)

    def add_regulation(self, work: str, *expressions: Expression) -> None:
        """Publish a work in the CVDR, or new expressions of it."""
        self._works.setdefault(work, []).extend(expressions)
        for expression in expressions:
            name = f"{work}_{expression.number}"
            self.page(f"/cvdr/{work}/{expression.number}/xml/{name}.xml", expression.xml, "text/xml")

    def add_publication(self, publication: Publication) -> None:
        """Publish in the Gemeenteblad."""
        self._publications[publication.identifier] = publication
        for kind, content in publication.manifestations.items():
            path = urlsplit(_item(publication.identifier, kind)).path
            self.page(path, content, {"xml": "text/xml", "pdf": "application/pdf"}.get(kind, "text/html"))

    def asked(self, path: str) -> list[Request]:
        """Give the requests for a path, whatever their query."""
        return [request for request in self.requests if request.path.split("?")[0] == path]

    def answer(self, request: Request) -> Reply:
        """Decide what to answer."""
        path, _, query = request.path.partition("?")
        replies = self._replies.get(path)
        if replies:
            chosen = replies.pop(0) if len(replies) > 1 else replies[0]
            return chosen(request) if callable(chosen) else chosen
        parameters = {name: values[0] for name, values in parse_qs(query).items()}
        if path == "/sru/Search":
            return _xml(self._search_cvdr(parameters))
        if path == "/sru":
            return _xml(self._search_publications(parameters))
        return Reply(b"<h1>Niet gevonden</h1>", status=404)

    def _search_cvdr(self, asked: dict[str, str]) -> str:
        """Answer as zoekservice.overheid.nl does, SRU 1.2."""
        query = asked.get("query", "")
        if asked.get("x-connection") != "cvdr" or asked.get("version") != "1.2":
            return _diagnostic_1_2("info:srw/diagnostic/1/6", "Unsupported parameter value", "x-connection")
        test = _cvdr_test(query)
        if test is None:
            return _diagnostic_1_2("info:srw/diagnostic/1/16", "Unsupported index", "cql.serverChoice")
        found = [_cvdr_record(w, e) for w, all_ in self._works.items() for e in all_ if test(w, e)]
        total, records, following = self._slice(found, asked)
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<searchRetrieveResponse xmlns="http://www.loc.gov/zing/srw/">'
            f"<version>1.2</version><numberOfRecords>{total}</numberOfRecords>"
            + (f"<records>{''.join(records)}</records>" if records else "")
            + (f"<nextRecordPosition>{following}</nextRecordPosition>" if following else "")
            + "</searchRetrieveResponse>"
        )

    def _search_publications(self, asked: dict[str, str]) -> str:
        """Answer as repository.overheid.nl/sru does, SRU 2.0."""
        test = _publication_test(asked.get("query", ""))
        if test is None:
            return _diagnostic_2_0("info:srw/diagnostic/1/10", "line 1:0 mismatched input expecting {<EOF>, AND, OR}")
        found = [_publication_record(one) for one in self._publications.values() if test(one)]
        total, records, following = self._slice(found, asked)
        return (
            '<?xml version="1.0" encoding="UTF-8"?><sru:searchRetrieveResponse '
            'xmlns:overheidwetgeving="http://standaarden.overheid.nl/wetgeving/" '
            'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:c="http://standaarden.overheid.nl/collectie/" '
            'xmlns:sru="http://docs.oasis-open.org/ns/search-ws/sruResponse" xmlns:gzd="http://standaarden.overheid.nl/sru">'
            f"<sru:version>2.0</sru:version><sru:numberOfRecords>{total}</sru:numberOfRecords>"
            f"<sru:records>{''.join(records)}</sru:records>"
            + (f"<sru:nextRecordPosition>{following}</sru:nextRecordPosition>" if following else "")
            + "</sru:searchRetrieveResponse>"
        )

    def _slice(self, found: list[str], asked: dict[str, str]) -> tuple[int, list[str], int]:
        start = int(asked.get("startRecord", 1)) - 1
        end = start + min(int(asked.get("maximumRecords", 10)), self.page_size)
        return len(found), found[start:end], end + 1 if end < len(found) else 0


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    publisher: Publisher

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._connections: set[socket.socket] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection, which clients keep open."""
        self._connections.add(request)
        super().process_request(request, client_address)

    def hang_up(self) -> None:
        """End all connections, as a server does that goes down."""
        for connection in self._connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients of these tests hang up on purpose."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else every answer waits 40 ms for a packet to be acknowledged
    server: _Server

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, self.path, headers, time.monotonic())
        self.server.publisher.requests.append(request)
        self._send(self.server.publisher.answer(request))

    do_HEAD = do_GET  # noqa: N815 - the name that the standard library looks for

    def _send(self, reply: Reply) -> None:
        time.sleep(reply.delay)
        broken = reply.announce is not None or reply.cut is not None or reply.endless or reply.hang_up
        self.close_connection = self.close_connection or broken
        if reply.hang_up:
            return
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.media_type)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.status != 304 and not reply.endless:
            self.send_header("Content-Length", str(len(reply.body) if reply.announce is None else reply.announce))
        self.end_headers()
        if self.command == "GET" and reply.status != 304:
            self._send_body(reply)

    def _send_body(self, reply: Reply) -> None:
        if reply.drip:
            for byte in reply.body:
                self.wfile.write(bytes([byte]))
                time.sleep(reply.drip)
            return
        half = len(reply.body) // 2 if reply.stall else 0
        self.wfile.write(reply.body[:half])
        time.sleep(reply.stall)
        self.wfile.write(reply.body[half : reply.cut])
        while reply.endless:
            self.wfile.write(reply.body or b"x" * 65536)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""


def _xml(text: str) -> Reply:
    return Reply(text.encode(), media_type="text/xml; charset=utf-8")


def _cvdr_test(query: str) -> Callable[[str, Expression], bool] | None:
    """Read the queries that the CVDR knows; as there, words of a creator match loosely and `adj` keeps their order."""
    work = re.fullmatch(r"workid\s*=\s*(\w+)", query)
    if work:
        return lambda found, _expression: found == work[1]
    words = re.fullmatch(r'dcterms\.creator="([^"]*)" and dcterms\.title adj "([^"]*)"', query)
    if words:
        creator, title = words[1].lower(), words[2].lower()
        return lambda _work, found: creator in found.creator.lower() and title in found.title.lower()
    return None


def _publication_test(query: str) -> Callable[[Publication], bool] | None:
    """Read the queries that the repository knows; as there, `all` asks for words in any order."""
    if not query.startswith("c.product-area==officielepublicaties and "):
        return None
    rest = query.removeprefix("c.product-area==officielepublicaties and ")
    identifier = re.fullmatch(r"dt\.identifier==([\w-]+)", rest)
    if identifier:
        return lambda found: found.identifier == identifier[1]
    words = re.fullmatch(r'w\.publicatienaam==Gemeenteblad and dt\.creator="([^"]*)" and dt\.title all "([^"]*)"', rest)
    if words:
        creator, title = words[1].lower(), words[2].lower().split()
        return lambda found: creator in found.creator.lower() and all(word in found.title.lower() for word in title)
    return None


def _cvdr_record(work: str, expression: Expression) -> str:
    name = f"{work}_{expression.number}"
    place = f"{REPOSITORY_CVDR}/{work}/{expression.number}"
    end = f"<overheidrg:uitwerkingtredingDatum>{expression.valid_to}</overheidrg:uitwerkingtredingDatum>"
    begin = f"<overheidrg:inwerkingtredingDatum>{expression.valid_from}</overheidrg:inwerkingtredingDatum>"
    return f"""<record><recordSchema>http://standaarden.overheid.nl/sru/</recordSchema><recordPacking>xml</recordPacking>
    <recordData><gzd xmlns="http://standaarden.overheid.nl/sru" xmlns:dcterms="http://purl.org/dc/terms/"
      xmlns:overheid="http://standaarden.overheid.nl/owms/terms/" xmlns:overheidrg="http://standaarden.overheid.nl/cvdr/terms/">
     <originalData><overheidrg:meta>
      <owmskern><dcterms:identifier>{name}</dcterms:identifier>
       <dcterms:title>{escape(expression.title)}</dcterms:title><dcterms:language>nl</dcterms:language>
       <dcterms:type scheme="overheid:Informatietype">regeling</dcterms:type>
       <dcterms:type scheme="overheidop:Rubriek">{escape(expression.type)}</dcterms:type>
       <dcterms:creator scheme={quoteattr(expression.scheme)}>{escape(expression.creator)}</dcterms:creator>
       <dcterms:modified>{expression.valid_from or "2018-01-30"}</dcterms:modified></owmskern>
      <owmsmantel><dcterms:alternative/><dcterms:issued/></owmsmantel>
      <cvdripm>{begin if expression.valid_from else ""}{end if expression.valid_to else ""}</cvdripm>
     </overheidrg:meta></originalData>
     <enrichedData><organisatietype>{expression.scheme.rpartition(":")[2]}</organisatietype>
      <publicatieurl_xhtml>{place}/html/{name}.html</publicatieurl_xhtml>
      <publicatieurl_xml>{place}/xml/{name}.xml</publicatieurl_xml>
      <preferred_url>https://lokaleregelgeving.overheid.nl/{work}/{expression.number}</preferred_url>
     </enrichedData></gzd></recordData></record>"""


def _publication_record(publication: Publication) -> str:
    name = publication.identifier
    journal, year, number = name.split("-")
    items = "".join(
        f'<gzd:itemUrl manifestation="{kind}">{_item(name, kind)}</gzd:itemUrl>'
        for kind in sorted({"metadata", *publication.manifestations})
    )
    return f"""<sru:record><sru:recordSchema>http://standaarden.overheid.nl/sru/</sru:recordSchema>
    <sru:recordPacking>xml</sru:recordPacking><sru:recordData><gzd:gzd><gzd:originalData><overheidwetgeving:meta>
     <overheidwetgeving:owmskern><dcterms:identifier>{name}</dcterms:identifier>
      <dcterms:title>{escape(publication.title)}</dcterms:title><dcterms:language>nl</dcterms:language>
      <dcterms:type scheme="OVERHEIDop.Rubriek">{escape(publication.type)}</dcterms:type>
      <dcterms:creator scheme="OVERHEID.Gemeente">{escape(publication.creator)}</dcterms:creator>
      <dcterms:modified>{publication.available}</dcterms:modified></overheidwetgeving:owmskern>
     <overheidwetgeving:owmsmantel><dcterms:available>{publication.available}</dcterms:available>
      <dcterms:date>{publication.available}</dcterms:date></overheidwetgeving:owmsmantel>
     <overheidwetgeving:tpmeta><c:product-area>officielepublicaties</c:product-area>
      <c:content-area>officielepublicaties/{journal}/{year}</c:content-area>
      <overheidwetgeving:organisatietype scheme="OVERHEID.Organisatietype">gemeente</overheidwetgeving:organisatietype>
      <overheidwetgeving:publicatienummer>{number}</overheidwetgeving:publicatienummer>
      <overheidwetgeving:publicatienaam>Gemeenteblad</overheidwetgeving:publicatienaam></overheidwetgeving:tpmeta>
     </overheidwetgeving:meta></gzd:originalData><gzd:enrichedData>
     <gzd:preferredUrl>https://zoek.officielebekendmakingen.nl/{name}.html</gzd:preferredUrl>{items}
     </gzd:enrichedData></gzd:gzd></sru:recordData></sru:record>"""


def _item(name: str, kind: str) -> str:
    journal, year, _ = name.split("-")
    file = "metadata.xml" if kind == "metadata" else f"{name}.{kind}"
    return f"{REPOSITORY}/{journal}/{year}/{name}/1/{kind}/{file}"


def _diagnostic_1_2(uri: str, message: str, details: str) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
    <diagnostics><diagnostic xmlns="http://www.loc.gov/zing/srw/diagnostic/"><uri>{uri}</uri>
    <details>{escape(details)}</details><message>{escape(message)}</message></diagnostic></diagnostics>"""


def _diagnostic_2_0(uri: str, message: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<searchRetrieveResponse xmlns="http://docs.oasis-open.org/ns/search-ws/sruResponse" '
        'xmlns:ns3="http://docs.oasis-open.org/ns/search-ws/diagnostic"><version>2.0</version><diagnostics>'
        f"<ns3:diagnostic><ns3:uri>{uri}</ns3:uri><ns3:message>{escape(message)}</ns3:message></ns3:diagnostic>"
        "</diagnostics></searchRetrieveResponse>"
    )
