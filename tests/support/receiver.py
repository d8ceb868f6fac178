"""A receiver of webhooks on this machine."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread


class Receiver:
    """A web server that takes what is posted to it: the messages, and the name that each has in its header."""

    def __init__(self) -> None:
        self.posted: list[dict] = []
        self.names: list[str] = []
        self.status = 200
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                receiver.posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                receiver.names.append(self.headers["X-Beleidsvolger-Message"])
                self.send_response(receiver.status)
                self.end_headers()

            def log_message(self, *_arguments: object) -> None:
                """Say nothing."""

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"json://127.0.0.1:{self._server.server_port}/hook"

    def __enter__(self) -> "Receiver":
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
