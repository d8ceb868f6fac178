"""Real servers in a process or thread of their own, on a free port of this machine."""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx

SERVE = (
    "import sys; from pathlib import Path; from tracker.publish import serve; serve(Path(sys.argv[1]), '127.0.0.1', 0)"
)


@contextmanager
def running(db: Path, *, before: str = "") -> Iterator[httpx.Client]:
    """Serve a database until the end of the block; fails when the server does not stop as asked.

    `before` is Python that the server runs first, to limit itself.
    """
    server = subprocess.Popen([sys.executable, "-c", f"{before}\n{SERVE}", str(db)], stdout=subprocess.PIPE, text=True)
    try:
        line = server.stdout.readline()
        assert "is served at http://127.0.0.1:" in line, line
        with httpx.Client(
            base_url=line.split(" served at ")[1].split()[0], timeout=30, follow_redirects=True
        ) as client:
            yield client
        server.send_signal(signal.SIGINT)
        assert server.wait(15) == 0
    finally:
        server.kill()
        server.wait()
        server.stdout.close()


@contextmanager
def plain_datasette(db: Path) -> Iterator[str]:
    """Serve a file with Datasette alone, without any page of ours; yields its address."""
    command = [
        sys.executable,
        "-m",
        "datasette",
        "serve",
        str(db),
        "--port",
        "0",
        "--setting",
        "max_returned_rows",
        "50",
    ]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        line = next(line for line in server.stderr if "Uvicorn running on" in line)
        yield line.split("running on ")[1].split()[0]
    finally:
        server.kill()
        server.wait()
        server.stderr.close()


@contextmanager
def answering(answer: Callable[[str], tuple[int, str, bytes] | None]) -> Iterator[str]:
    """Serve what `answer` gives for a path: status, type and body; None breaks the answer off half-way."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            given = answer(self.path)
            self.send_response(given[0] if given else 200)
            self.send_header("Content-Type", given[1] if given else "application/json")
            self.send_header("Content-Length", str(len(given[2]) if given else 1_000))
            self.end_headers()
            self.wfile.write(given[2] if given else b'{"rows": [')

        def log_message(self, *_: object) -> None:
            """Say nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
