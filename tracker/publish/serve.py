"""Serving the database with Datasette."""

import errno
import secrets
import socket
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from datasette import handle_exception
from datasette.app import Datasette
from datasette.plugins import pm

from tracker.model import TrackerError
from tracker.paths import datasette_metadata
from tracker.publish import plugin, workers
from tracker.publish.database import FollowedDatabase
from tracker.publish.metadata import DATABASE, SETTINGS, load_metadata
from tracker.publish.protection import Application
from tracker.store import Store, has_versions

_HERE = Path(__file__).parent


def publication(db: Path, secret: str | None = None) -> Datasette:
    """Return the site on the database at `db`, not yet listening; the database is called `tracker` in it.

    Processes that answer together need one `secret`: with it each signs what the others must know again.

    Raises TrackerError when there is no database, or none of this release, or no version in it.
    """
    check(db)
    _plug_in()
    site = Datasette(
        files=[],
        memory=False,
        secret=secret,
        metadata=load_metadata(datasette_metadata()),
        settings=SETTINGS,
        template_dir=str(_HERE / "templates"),
        static_mounts=[("beleidsvolger", str(_HERE / "static"))],
    )
    site.remove_database("_memory")
    site.add_database(FollowedDatabase(site, db), name=DATABASE)
    return site


def check(db: Path) -> None:
    """Raise TrackerError when the database at `db` cannot be shown: what is wrong and what to do."""
    if not has_versions(db):
        raise TrackerError(f"{db}: there is nothing to show yet; fill it with `tracker run --db {db}`")
    with Store(db, readonly=True):
        pass  # says what is wrong with a database of another release


def _plug_in() -> None:
    if not pm.is_registered(plugin):
        pm.register(plugin, "beleidsvolger")
        # Datasette calls every handler of exceptions; its own prints all variables at each wrong address.
        pm.unregister(handle_exception)


def serve(
    db: Path, host: str = "127.0.0.1", port: int = 8001, *, open_browser: bool = False, processes: int = 1
) -> None:
    """Serve the database at `db` until it is interrupted, with so many processes. Port 0 takes a free one.

    The database may be written, or be replaced by another file, while it is served: each page shows it as it is then.

    Raises TrackerError when there is nothing to serve, or the address cannot be used.
    """
    check(db)
    listening = _listen(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/"
    with suppress(KeyboardInterrupt):
        print(f"{db} is served at {address} (Ctrl-C stops)", flush=True)
        if open_browser:
            webbrowser.open(address)
        workers.run(partial(application, db, secrets.token_hex()), listening, processes)


def application(db: Path, secret: str | None = None) -> Application:
    """Return the site on the database at `db` as an application that reads ahead when its server starts."""
    site = publication(db, secret)
    answer = site.app()

    async def answer_when_started(scope: dict, receive: Callable, send: Callable) -> None:
        if scope["type"] == "lifespan":
            await site.invoke_startup()
        await answer(scope, receive, send)

    return answer_when_started


def _listen(host: str, port: int) -> socket.socket:
    """Take the port before anything else is said, so that a port in use is known at once."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen()
    except socket.gaierror as error:
        raise TrackerError(f"host {host}: no such host here; choose 127.0.0.1 or an address of this machine") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise TrackerError(
                f"port {port} on {host} is in use; stop what uses it or choose another with --port"
            ) from error
        raise TrackerError(f"port {port} on {host} cannot be used ({error.strerror}); choose another") from error
    return listening
