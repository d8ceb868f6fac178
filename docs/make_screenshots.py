"""Make the pictures of the site that the documentation shows: `make screenshots`.

Without a database the example corpus is read first. Needs a Chromium on the search path, or its address in the
environment variable CHROMIUM.
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

from PIL import Image
from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).parent / "images"
EXAMPLE = Path(__file__).parent.parent / "corpus" / "example" / "sources.toml"
QUALITY = 85
"""Of a picture, from 0 to 100."""

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


# -------------------------------------------------------------------- what is pictured


def _home(page: Page, site_: str) -> None:
    page.goto(f"{site_}/")


def _search(page: Page, site_: str) -> None:
    """Search as a visitor does it."""
    page.goto(f"{site_}/")
    page.get_by_role("searchbox").fill("zeggenschap")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/zoek?*")


def _policy(page: Page, site_: str) -> None:
    page.goto(f"{site_}/beleid/iac")


def _text(page: Page, site_: str) -> None:
    page.goto(f"{site_}/beleid/iac/nu")
    page.locator("mark").nth(8).evaluate("mark => mark.scrollIntoView({block: 'center'})")


def _clause(page: Page, site_: str) -> None:
    page.goto(f"{site_}/zoek?q=zeggenschap&beleid=iac")
    page.goto(f"{site_}{page.locator('main li h3 a').first.get_attribute('href')}")


def _comparison(page: Page, site_: str) -> None:
    page.goto(f"{site_}/vergelijk?beleid=iac")


def _overview(page: Page, site_: str) -> None:
    page.goto(f"{site_}/matrix")


def _dossier(page: Page, site_: str) -> None:
    """Open a dossier of two clauses with a note."""
    page.goto(f"{site_}/zoek?q=zeggenschap")
    found = page.locator("main a[href*='/dossier?stuk=']").all()
    kept = [parse_qs(urlsplit(link.get_attribute("href") or "").query)["stuk"][0] for link in found[:2]]
    entries = [
        ("titel", "Voor de raad"),
        ("stuk", kept[0]),
        ("notitie", "Dit vroegen wij in 2018 al."),
        ("stuk", kept[1]),
    ]
    page.goto(f"{site_}/dossier?{urlencode(entries)}")


PAGES: dict[str, Callable[[Page, str], None]] = {
    "begin": _home,
    "zoeken": _search,
    "beleid": _policy,
    "tekst": _text,
    "bepaling": _clause,
    "vergelijken": _comparison,
    "overzicht": _overview,
    "dossier": _dossier,
}
"""Pictures by name: how a visitor comes to the page on a site with the example corpus."""


# -------------------------------------------------------------------- how


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


def make(db: Path, names: Iterable[str] = PAGES, folder: Path = IMAGES) -> list[Path]:
    """Write the pictures of pages, each on a phone and on a screen, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = []
    with site(db) as address:
        for device, size in SIZES.items():
            with browser_page(size) as page:
                for name in names:
                    PAGES[name](page, address.rstrip("/"))
                    picture = folder / f"{name}-{device}.webp"
                    Image.open(BytesIO(page.screenshot())).save(picture, quality=QUALITY, method=6)
                    pictures.append(picture)
    return pictures


@contextmanager
def example() -> Iterator[Path]:
    """Read the example corpus into a database for this once."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "tracker.db"
        command = [sys.executable, "-m", "tracker", "run", "--sources", str(EXAMPLE), "--db", str(database)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        yield database


def main() -> None:
    """Make the pictures from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path, nargs="?", help="of the example corpus; made when it is left out")
    parser.add_argument("--folder", type=Path, default=IMAGES)
    parser.add_argument("--only", choices=PAGES, action="append", help="only this picture; may be repeated")
    arguments = parser.parse_args()
    with nullcontext(arguments.database) if arguments.database else example() as database:
        for picture in make(database, arguments.only or PAGES, arguments.folder):
            print(f"{picture.name} ({picture.stat().st_size // 1024} kB)")


if __name__ == "__main__":
    main()
