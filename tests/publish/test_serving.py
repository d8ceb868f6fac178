"""Starting the server: what stops it is said in one line."""

import os
import socket

import pytest
from support.extractions import build, policy

from tracker.model import TrackerError
from tracker.publish import serve
from tracker.store import Store


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "there is nothing to show yet; fill it with `tracker run --db"),
        ("empty", "there is nothing to show yet; fill it with `tracker run --db"),
        ("no version", "there is nothing to show yet; fill it with `tracker run --db"),
        ("text", "is not an SQLite database"),
    ],
)
def test_nothing_to_serve(tmp_path, content, message):
    path = tmp_path / "a.db"
    if content == "empty":
        path.touch()
    elif content == "no version":
        with Store(path) as store:
            store.save_register([policy()])
    elif content == "text":
        path.write_text("dit is een tekst en geen database")
    with pytest.raises(TrackerError, match=message) as caught:
        serve(path, "127.0.0.1", 0)
    assert "\n" not in str(caught.value)


def test_a_port_in_use_is_named(tmp_path):
    path = build(tmp_path / "tracker.db")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(
            TrackerError, match=f"port {port} on 127.0.0.1 is in use; stop what uses it or choose another"
        ):
            serve(path, "127.0.0.1", port)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may use every port")
def test_a_port_that_may_not_be_used_is_named(tmp_path):
    with pytest.raises(TrackerError, match=r"port 1 on 127.0.0.1 cannot be used"):
        serve(build(tmp_path / "tracker.db"), "127.0.0.1", 1)


def test_an_address_of_another_machine_is_named(tmp_path):
    path = build(tmp_path / "tracker.db")
    with pytest.raises(TrackerError, match=r"port 8001 on 192.0.2.1 cannot be used"):
        serve(path, "192.0.2.1", 8001)
    with pytest.raises(TrackerError, match=r"host nergens.invalid: no such host here"):
        serve(path, "nergens.invalid", 8001)


def test_a_served_database_may_be_in_a_folder_that_cannot_be_written(tmp_path, serving):
    path = build(tmp_path / "vast" / "tracker.db")
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        with serving(path) as site:
            assert site.get("/tracker/zoek?q=zelfbeheer").status_code == 200
    finally:
        path.parent.chmod(0o755)
