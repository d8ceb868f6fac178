"""A check of a thousand sources that have not changed, against urlwatch on the same addresses in the same run."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TITLE = "A check of sources that have not changed"

SOURCES = 1000
MORE = 2000  # to see whether memory grows with the number of sources
ROUNDS = 3

_SERVER = """
import asyncio, hashlib, sys
from support.village import page

TEXTS = [f"Het zwembad is op dag {day} open van negen tot vijf uur." for day in range(1, 6)]
NOT_FOUND = b"HTTP/1.1 404 Not Found\\r\\nContent-Length: 0\\r\\n\\r\\n"
answers = {}
for number in range(int(sys.argv[1])):
    body = page(TEXTS, title=f"Beleidsregel {number}").encode()
    etag = f'"{hashlib.sha256(body).hexdigest()}"'.encode()
    head = b"Content-Type: text/html; charset=utf-8\\r\\nETag: " + etag
    whole = b"HTTP/1.1 200 OK\\r\\n" + head + b"\\r\\nContent-Length: %d\\r\\n\\r\\n" % len(body) + body
    answers[b"/regel-%d" % number] = etag, whole, b"HTTP/1.1 304 Not Modified\\r\\n" + head + b"\\r\\n\\r\\n"

class Server(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport, self.waiting = transport, b""

    def data_received(self, data):
        *requests, self.waiting = (self.waiting + data).split(b"\\r\\n\\r\\n")
        for request in requests:
            etag, whole, same = answers.get(request.split(b" ", 2)[1], (b"", NOT_FOUND, NOT_FOUND))
            self.transport.write(same if etag and etag in request else whole)

async def serve():
    server = await asyncio.get_running_loop().create_server(Server, "127.0.0.1", 0)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()

asyncio.run(serve())
"""
"""A server that hardly takes time itself: both ask it only if a page changed, and both keep their connections."""

_POLICY = """
[[policies]]
id = "regel-{number}"
title = "Beleidsregel {number}"
theme = "buurt"
kind = "beleidsregel"
municipality = "Voorbeeldstad"
  [[policies.sources]]
  adapter = "web"
  locator = "{base}/regel-{number}"
"""


@dataclass(frozen=True)
class Spent:
    """What a command took: seconds on the clock, seconds of processor, and megabytes at most."""

    seconds: float
    processor: float
    memory: float


def measure() -> str:
    """Return the table; the commands take turns, each in a process of its own."""
    if find_spec("urlwatch") is None:
        return "Not measured: urlwatch is not installed (`pip install '.[benchmarks]'` has it)."
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = _serve(MORE)
        try:
            base = server.stdout.readline().strip() if server.stdout else ""
            ours, theirs = _tracker(folder, base, SOURCES), _urlwatch(folder, base)
            spent: dict[str, list[Spent]] = {"tracker check": [], "urlwatch": []}
            _run(ours, folder), _run(theirs, folder)  # the first look at everything is not what is measured
            for _ in range(ROUNDS):
                spent["tracker check"].append(_run(ours, folder))
                spent["urlwatch"].append(_run(theirs, folder))
            many = _tracker(folder, base, MORE)
            _run(many, folder)
            larger = _run(many, folder)
        finally:
            server.kill()
            server.wait()
    return _table(spent, larger)


def _table(spent: dict[str, list[Spent]], larger: Spent) -> str:
    ours, theirs = (_median(taken) for taken in spent.values())
    rows = [
        "| command | seconds | of processor | MB at most |",
        "| --- | --- | --- | --- |",
        *(f"| {name} | {each.seconds:.2f} | {each.processor:.2f} | {each.memory:.0f} |"
          for name, each in (("tracker check", ours), ("urlwatch", theirs))),
        "",
        f"{SOURCES:,} pages on a server on this machine, none changed, no pauses; medians of {ROUNDS} rounds in which "
        f"the two take turns. `tracker check` takes {ours.seconds / theirs.seconds:.0%} of the time of urlwatch. With "
        f"{MORE:,} pages it takes {larger.seconds:.2f} seconds and {larger.memory:.0f} MB.",
    ]  # fmt: skip
    return "\n".join(rows)


def _median(taken: Sequence[Spent]) -> Spent:
    return Spent(*(statistics.median(values) for values in zip(*(vars(each).values() for each in taken))))


def _serve(pages: int) -> subprocess.Popen[str]:
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    return subprocess.Popen(
        [sys.executable, "-c", _SERVER, str(pages)],
        env=os.environ | {"PYTHONPATH": paths},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _tracker(folder: Path, base: str, sources: int) -> list[str]:
    register = folder / f"sources-{sources}.toml"
    register.write_text("".join(_POLICY.format(number=number, base=base) for number in range(sources)), "utf-8")
    return [sys.executable, "-m", "tracker", "check", "--sources", str(register), "--db", f"{register.stem}/a.db"]


def _urlwatch(folder: Path, base: str) -> list[str]:
    urls, config, hooks = folder / "urls.yaml", folder / "urlwatch.yaml", folder / "hooks.py"
    urls.write_text("\n---\n".join(f"url: {base}/regel-{number}" for number in range(SOURCES)), "utf-8")
    config.write_text("display: {new: false, error: true, unchanged: false}\nreport: {}\njob_defaults: {}\n", "utf-8")
    hooks.touch()
    cache = folder / "urlwatch.db"
    options = ("--urls", urls, "--config", config, "--cache", cache, "--hooks", hooks)
    return [str(Path(sys.executable).with_name("urlwatch")), *map(str, options)]


def _run(command: Sequence[str], folder: Path) -> Spent:
    """Run a command and return what it took. Raises RuntimeError when it fails.

    Both keep their modules compiled from one run to the next, as Python does unless it is told not to.
    """
    environment = os.environ | {
        "TRACKER_PAUSE": "0",
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    with (folder / "said.txt").open("w+") as said:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(f"{' '.join(command)} failed: {said.read()[-2000:]}")
    return Spent(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
