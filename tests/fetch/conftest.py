"""A publisher on this machine, and a client that asks it."""

from collections.abc import Iterator

import pytest
from support.publisher import Publisher

from tracker.fetch import Client


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as publisher:
        yield publisher


@pytest.fixture
def client(publisher: Publisher) -> Iterator[Client]:
    with publisher.client() as client:
        yield client
