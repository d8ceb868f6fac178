"""Scans read by OCRmyPDF and Tesseract, as programs beside this one; neither is needed for a PDF with text.

Options: https://ocrmypdf.readthedocs.io/en/latest/advanced.html
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

LANGUAGE = "nld"

SECONDS_AT_LEAST = 60
SECONDS_A_PAGE = 40
SECONDS_AT_MOST = 1800
"""How long reading a document may take."""

INSTALL = "install ocrmypdf and tesseract with Dutch (Debian, Ubuntu: apt install ocrmypdf tesseract-ocr-nld)"


class OcrError(Exception):
    """Reading by OCR failed: why, in one line."""


@lru_cache(maxsize=1)
def missing() -> str:
    """Return what is not installed, in one line; empty when scans can be read."""
    for program in ("ocrmypdf", "tesseract"):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    try:
        listed = subprocess.run(
            ["tesseract", "--list-langs"], capture_output=True, text=True, timeout=SECONDS_AT_LEAST, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return "tesseract does not start"
    return "" if LANGUAGE in listed.stdout.split() else f"tesseract has no language data {LANGUAGE}"


def recognise(content: bytes, pages: Sequence[int], jobs: int = 1) -> bytes:
    """Return the PDF with the text of these pages read from their picture; other pages stay as they are.

    What text the pages have is read anew as well.

    Raises:
        OcrError: the programs are missing, fail, or take too long.
    """
    if lacking := missing():
        raise OcrError(lacking)
    limit = min(SECONDS_AT_MOST, max(SECONDS_AT_LEAST, SECONDS_A_PAGE * len(pages)))
    with TemporaryDirectory() as folder:
        source, result = Path(folder, "source.pdf"), Path(folder, "result.pdf")
        source.write_bytes(content)
        command = [
            *("ocrmypdf", "--language", LANGUAGE, "--force-ocr", "--output-type", "pdf", "--optimize", "0"),
            *("--jobs", str(jobs), "--pages", ",".join(map(str, pages)), "--quiet", str(source), str(result)),
        ]
        _run(command, limit)
        if not result.is_file():
            raise OcrError("ocrmypdf gave no result")
        return result.read_bytes()


def _run(command: Sequence[str], limit: int) -> None:
    """Run the command with all that it starts, and end all of that when it takes longer than `limit` seconds."""
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment, start_new_session=True
    ) as process:
        try:
            _, errors = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired as error:
            os.killpg(process.pid, signal.SIGKILL)
            raise OcrError(f"ocrmypdf took longer than {limit} seconds") from error
    if process.returncode:
        lines = [line.strip() for line in errors.splitlines() if line.strip()]
        raise OcrError(f"ocrmypdf ended with status {process.returncode}: {(lines or ['no message'])[-1][:160]}")
