"""Make the pictures of the site that the documentation shows: `python -m docs.make_screenshots DATABASE`.

Needs a Chromium on the search path, or its address in the environment variable CHROMIUM.
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).parent / "images"
SIZES = {"telefoon": (390, 844), "scherm": (1280, 900)}
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_SERVE = "import pathlib, sys, tracker.publish as site; site.serve(pathlib.Path(sys.argv[1]), '127.0.0.1', 0)"


def chromium() -> str | None:
    """Return the Chromium to use, or None where there is none."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def browser_page(size: tuple[int, int], *, javascript: bool = True) -> Iterator[Page]:
    """Open a page of a fresh browser of this size in pixels."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=chromium(),
            headless=True,
            args=list(FLAGS),
            viewport={"width": size[0], "height": size[1]},
            locale="nl-NL",
            java_script_enabled=javascript,
        )
        try:
            yield context.pages[0]
        finally:
            context.close()


@contextmanager
def site(db: Path) -> Iterator[str]:
    """Serve the database and give the address of the site."""
    server = subprocess.Popen([sys.executable, "-c", _SERVE, str(db)], stdout=subprocess.PIPE, text=True)
    try:
        line = server.stdout.readline() if server.stdout else ""
        found = re.search(r"http://\S+", line)
        if not found:
            raise SystemExit(f"{db}: cannot be served")
        yield found[0]
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


def make(db: Path, words: str, folder: Path = IMAGES) -> list[Path]:
    """Write the picture of a search for `words` as a visitor does it, and return the paths of all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with site(db) as address, browser_page(SIZES["scherm"]) as page:
        page.goto(address)
        page.get_by_role("searchbox").fill(words)
        page.get_by_role("button", name="Zoek").click()
        page.wait_for_load_state()
        picture = folder / "zoeken.png"
        page.screenshot(path=picture)
    return [picture]


def main() -> None:
    """Make the pictures from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path)
    parser.add_argument("--words", default="zeggenschap", help="what to search for")
    parser.add_argument("--folder", type=Path, default=IMAGES)
    arguments = parser.parse_args()
    for picture in make(arguments.database, arguments.words, arguments.folder):
        print(f"{picture} ({picture.stat().st_size // 1024} kB)")


if __name__ == "__main__":
    main()
