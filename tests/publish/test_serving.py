"""Starting the server: what stops it is said in one line."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from support.extractions import build, policy

from tracker.model import TrackerError
from tracker.publish import serve
from tracker.publish.workers import usual_number
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


# ------------------------------------------------------------------ several processes


@pytest.fixture
def served_by_two(tmp_path):
    """A server of two processes: what was started, and its address. Whatever is left of it is ended afterwards."""
    path = build(tmp_path / "tracker.db")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tracker", "serve", "--db", str(path), "--port", str(port), "--workers", "2"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    line = server.stdout.readline()
    yield server, line.split(" served at ")[1].split()[0]
    for process in [*workers(server.pid), server.pid]:
        ended(process) or os.kill(process, signal.SIGKILL)
    server.wait()
    server.stdout.close()


def workers(parent: int) -> list[int]:
    """The processes that answer visitors for another one."""
    children = Path(f"/proc/{parent}/task/{parent}/children")
    found = children.read_text().split() if children.exists() else []
    return [int(child) for child in found if "spawn_main" in Path(f"/proc/{child}/cmdline").read_text()]


def ended(process: int) -> bool:
    """Whether a process is gone, or waits only for its parent to notice."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def waited_for(is_so, seconds: float = 45) -> bool:  # one that dies while it starts is given some time first
    until = time.monotonic() + seconds
    while not (so := is_so()) and time.monotonic() < until:
        time.sleep(0.05)
    return bool(so)


linux = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="processes are listed in /proc on Linux only")


@linux
def test_a_process_that_dies_is_replaced_and_an_interrupt_ends_them_all(served_by_two):
    server, address = served_by_two
    assert httpx.get(address, timeout=30).status_code == 200
    first = workers(server.pid)
    assert len(first) == 2
    os.kill(first[0], signal.SIGKILL)
    assert waited_for(lambda: len(set(workers(server.pid)) - set(first)) == 1), "the dead process is not replaced"
    second = workers(server.pid)
    for _ in range(10):
        assert httpx.get(f"{address}zoek?q=zelfbeheer", timeout=30).status_code == 200
    server.send_signal(signal.SIGINT)
    assert server.wait(20) == 0
    assert all(map(ended, second))


@linux
def test_no_process_outlives_the_one_that_started_it(served_by_two):
    server, address = served_by_two
    assert httpx.get(address, timeout=30).status_code == 200
    alone = workers(server.pid)
    server.kill()
    assert waited_for(lambda: all(map(ended, alone))), "a process serves on without anybody to stop it"


def test_one_process_for_each_processor_up_to_four():
    assert 1 <= usual_number() <= min(4, os.cpu_count())
