"""Run the server: a socket, uvicorn, and the signals that end it."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

from kg.errors import UsageError
from kg.serve.app import make_app
from kg.serve.service import Options, Service

# Seconds that answers under way get when the server is ended.
_FAREWELL = 5


class _Server(uvicorn.Server):
    """A server that ends quietly at Ctrl-C and SIGTERM, and cleans up."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Answer the signals while the server runs."""
        before = {one: signal.signal(one, self.handle_exit) for one in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)


def serve(
    options: Options,
    host: str,
    port: int,
    log: Callable[[str], object],
    on_start: Callable[[str], object] = lambda address: None,
) -> None:
    """Serve until a signal ends it; `log` takes a line for each request, `on_start` the address.

    Raises UsageError where the port cannot be taken, StoreError where there is no graph.
    """
    service = Service(options, log)
    service.watch.look()
    listening = bind(host, port)
    name = f"[{host}]" if ":" in host else host
    config = uvicorn.Config(
        make_app(service),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_FAREWELL,
    )
    on_start(f"http://{name}:{listening.getsockname()[1]}")
    _Server(config).run(sockets=[listening])


def bind(host: str, port: int) -> socket.socket:
    """Take a port; 0 takes one that is free. Raises UsageError where that cannot be."""
    listening = None
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.socket(family)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        # From here on a client is not refused, but waits until the processes are there.
        listening.listen()
    except OSError as error:
        if listening:
            listening.close()
        raise UsageError(
            f"cannot listen on {host}, port {port}: {error.strerror or error}; name others with --host and "
            "--port (--port 0 takes a free one)"
        ) from error
    listening.set_inheritable(False)
    return listening
