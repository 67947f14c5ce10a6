"""How is the web part started and stopped? One granian worker with a few threads."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
from typing import Any

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

TARGET = "wirecopy.wsgi:application"


def serve(host: str, port: int, threads: int) -> int:
    """Serve until SIGTERM or SIGINT; then 0. Where the address cannot be had, a sentence on stderr and 1."""
    try:
        address = _free(host, port)
    except OSError as error:
        print(f"The web server cannot listen on {host}:{port}: {error.strerror}. WIRECOPY_BIND sets another address.", file=sys.stderr)
        return 1
    server = Granian(
        TARGET,
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=max(1, threads),
        blocking_threads_idle_timeout=600,  # a thread keeps its connection to the database
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.error,
        workers_kill_timeout=10,
    )
    server.serve(target_loader=_load, wrap_loader=False)
    return 0


def _free(host: str, port: int) -> str:
    """The address behind `host`, which nobody listens on. granian opens a port so that two programs can share it, and would not notice."""
    family, kind, number, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    with socket.socket(family, kind, number) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)
    return str(address[0])


def _load() -> Any:
    """The application, in the worker; which ends when the process that started it is gone, as after kill -9."""
    threading.Thread(target=_follow, args=(os.getppid(),), daemon=True).start()
    from wirecopy.wsgi import application

    return application


def _follow(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
