"""A village of its own for each test, and receivers of what is sent: a mail server and a web server on this machine."""

import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from support.publisher import Publisher
from support.village import Village


class Mailbox:
    """A mail server; `mails` is all that it took. With `refuses` it takes nothing."""

    def __init__(self) -> None:
        self.mails: list[Message] = []
        self.refuses = False
        with socket.create_server(("127.0.0.1", 0)) as free:  # aiosmtpd wants to know its port beforehand
            self._port = free.getsockname()[1]
        self._server = Controller(self, hostname="127.0.0.1", port=self._port)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        if self.refuses:
            return "451 later"
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"

    def __enter__(self) -> "Mailbox":
        self._server.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.stop()

    @property
    def address(self) -> str:
        """The address of one reader, as a follower writes it."""
        return f"mailto://127.0.0.1:{self._port}?from=tracker@example.org&to=lezer@example.org&mode=insecure"


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    with Publisher() as publisher:
        yield Village(tmp_path, publisher)


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as mailbox:
        yield mailbox
