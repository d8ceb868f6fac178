"""Several processes that answer visitors together, each with a database connection and a search of its own.

They share one listening socket: whichever is free takes the next visitor. One that dies is replaced.
"""

import logging
import os
import signal
import socket
import threading
from collections.abc import Callable
from functools import partial
from multiprocessing import connection, parent_process

import uvicorn
from uvicorn.supervisors import Multiprocess

from tracker.publish.protection import Application

MOST = 4
"""Processes that are started without being asked for, however many processors there are: each takes some 200 MB."""

_PATIENCE = 20
"""Seconds without an answer after which a process is taken to hang."""

Build = Callable[[], Application]
"""What makes the application in a process; it must be able to be sent to another process."""


def usual_number() -> int:
    """Return how many processes suit this machine: one for each processor that we may use, up to MOST."""
    return max(1, min(MOST, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1))


def run(build: Build, listening: socket.socket, workers: int) -> None:
    """Answer requests on a socket until interrupted, in this process or in so many others."""
    if workers == 1:
        uvicorn.Server(_config(build)).run(sockets=[listening])
        return
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    Multiprocess(_config(partial(_in_worker, build), workers), sockets=[listening]).run()


def _config(build: Build, workers: int = 1) -> uvicorn.Config:
    return uvicorn.Config(
        build,
        factory=True,
        workers=workers,
        log_level="warning",
        lifespan="on",
        server_header=False,
        timeout_worker_healthcheck=_PATIENCE,
    )


def _in_worker(build: Build) -> Application:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    return build()


def _end_with_parent() -> None:
    """Stop this process when the one that started it is gone, however that ended."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
