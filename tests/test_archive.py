"""The archive: whole or not at all, and never anything else than what the name says."""

import hashlib
import multiprocessing
import resource
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tracker.archive import Archive
from tracker.model import TrackerError

ROOT = Path(__file__).resolve().parent.parent
CONTENT = b"Artikel 1. In deze beleidsregel wordt verstaan onder buurthuis: een huis voor de buurt."


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def whole_files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file() and not path.name.startswith(".")]


@pytest.mark.parametrize("content", [CONTENT, b"", b"\x00\xff" * 500_000], ids=["text", "nothing", "a megabyte"])
def test_bytes_come_back_as_they_went_in(archive: Archive, content: bytes) -> None:
    snapshot = archive.put(content)
    assert snapshot.sha256 == hashlib.sha256(content).hexdigest()
    assert snapshot.bytes == len(content)
    assert (archive.root / snapshot.path).read_bytes() == content
    assert archive.get(snapshot.sha256) == content
    assert snapshot.sha256 in archive


def test_snapshots_are_spread_and_read_only(archive: Archive) -> None:
    snapshot = archive.put(CONTENT)
    assert snapshot.path == f"{snapshot.sha256[:2]}/{snapshot.sha256}"
    assert stat.S_IMODE((archive.root / snapshot.path).stat().st_mode) == 0o444


def test_same_bytes_are_kept_once(archive: Archive) -> None:
    first = archive.put(CONTENT)
    written = (archive.root / first.path).stat()
    assert archive.put(CONTENT) == first
    again = (archive.root / first.path).stat()
    assert (again.st_ino, again.st_mtime_ns) == (written.st_ino, written.st_mtime_ns)
    assert len(whole_files(archive.root)) == 1


def test_damage_is_reported_and_repaired(archive: Archive) -> None:
    snapshot = archive.put(CONTENT)
    place = archive.root / snapshot.path
    place.chmod(0o644)
    place.write_bytes(CONTENT[:20])
    with pytest.raises(TrackerError, match="damaged"):
        archive.get(snapshot.sha256)
    archive.put(CONTENT)
    assert archive.get(snapshot.sha256) == CONTENT


@pytest.mark.parametrize(
    ("sha256", "message"),
    [("0" * 64, "not in the archive"), ("../../etc/passwd", "no SHA-256"), ("A" * 64, "no SHA-256")],
)
def test_what_is_not_there(archive: Archive, sha256: str, message: str) -> None:
    with pytest.raises(TrackerError, match=message):
        archive.get(sha256)


def test_archive_that_may_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("a file where the folder should be")
    with pytest.raises(TrackerError, match=r"cannot keep 3 bytes: .*; see who may write there"):
        Archive(tmp_path / "archive").put(b"abc")


def put_with_a_full_disk(root: Path, results: "multiprocessing.SimpleQueue[str]") -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
    try:
        Archive(root).put(b"x" * 50_000)
    except TrackerError as error:
        results.put(str(error))


def test_full_disk(archive: Archive) -> None:
    """The system itself refuses to write on, as it does on a full disk."""
    kept = archive.put(CONTENT)
    context = multiprocessing.get_context("fork")
    results = context.SimpleQueue()
    process = context.Process(target=put_with_a_full_disk, args=(archive.root, results))
    process.start()
    process.join(30)
    assert (
        results.get()
        == f"the archive {archive.root} cannot keep 50,000 bytes: File too large; free some space and run again"
    )
    assert [path.name for path in archive.root.rglob("*") if path.is_file()] == [kept.sha256]


def test_no_space_left(tmp_path: Path) -> None:
    """On a real file system of 64 kB, where this may be mounted."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this machine does not let a test mount a file system")
    try:
        archive = Archive(folder / "archive")
        kept = archive.put(CONTENT)
        with pytest.raises(TrackerError, match="No space left on device; free some space and run again"):
            archive.put(b"x" * 500_000)
        assert archive.get(kept.sha256) == CONTENT
        assert [path.name for path in folder.rglob("*") if path.is_file()] == [kept.sha256]
    finally:
        subprocess.run(["umount", folder], check=True)


WRITER = """
import sys
from pathlib import Path
from tracker.archive import Archive
archive = Archive(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(100_000):
    archive.put(str(number).encode() * 200_000)
"""


def test_kill_leaves_no_half_snapshot(tmp_path: Path) -> None:
    for attempt in range(5):
        root = tmp_path / str(attempt)
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(root)], stdout=subprocess.PIPE, cwd=ROOT)
        assert process.stdout is not None
        process.stdout.readline()
        deadline = time.monotonic() + 20
        while not whole_files(root) and time.monotonic() < deadline:
            time.sleep(0.005)
        time.sleep(0.003 * attempt)  # somewhere else in a write each time
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        kept = whole_files(root)
        assert kept, "the writer was killed before it wrote anything; the test shows nothing"
        for path in kept:
            assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name


def put_many(root: Path, failures: "multiprocessing.SimpleQueue[str]") -> None:
    try:
        for number in range(60):
            Archive(root).put(str(number % 20).encode() * 50_000)
    except Exception as error:  # any failure at all is what is looked for
        failures.put(repr(error))


def test_several_writers_at_once(archive: Archive) -> None:
    context = multiprocessing.get_context("fork")
    failures = context.SimpleQueue()
    writers = [context.Process(target=put_many, args=(archive.root, failures)) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert failures.empty(), failures.get()
    kept = whole_files(archive.root)
    assert len(kept) == 20
    for path in kept:
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name
