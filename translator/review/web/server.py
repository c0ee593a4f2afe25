"""The review page on a port of this machine, until Ctrl-C."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from translator.checks import look_beside
from translator.errors import ConfigError
from translator.review.queue import Check, Look
from translator.review.web.aids import Aids, remembering
from translator.review.web.app import create_app
from translator.review.web.desk import Desk
from translator.review.web.security import Site

__all__ = ["HOST", "PORT", "Service", "prepare", "serve"]

HOST = "127.0.0.1"
PORT = 8467
HEADER_LIMIT = 32 * 1024
"""Bytes of a request's head."""


def serve(
    paths: Sequence[Path],
    *,
    reviewer: str,
    check: Check,
    look: Look = look_beside,
    aids: Aids = Aids(),
    host: str = HOST,
    port: int | None = None,
    ready: Callable[[str], None] = print,
) -> None:
    """Serve the pairs of PO files for review until Ctrl-C; the arguments are those of `prepare`."""
    with suppress(KeyboardInterrupt):
        prepare(paths, reviewer=reviewer, check=check, look=look, aids=aids, host=host, port=port, ready=ready).run()


def prepare(
    paths: Sequence[Path],
    *,
    reviewer: str,
    check: Check,
    look: Look = look_beside,
    aids: Aids = Aids(),
    host: str = HOST,
    port: int | None = None,
    ready: Callable[[str], None] = print,
) -> Service:
    """A service for these PO files that has its port; `ready` hears the address to open, with its token.

    Only programs on this machine can reach it, unless `host` is another address of it. Without `port` it is 8467, or
    any free one; 0 is any free one. Raises ConfigError for an address that cannot be had, StoreError for a file that
    cannot be read.
    """
    desk = Desk(paths, check, look)
    if aids.memory:
        desk.settled = remembering(aids.memory)
    listener = _listen(host, port)
    site = Site(host, listener.getsockname()[1])
    ready(site.url)
    return Service(create_app(desk, site, reviewer, aids), listener)


class Service:
    """The application on its port."""

    def __init__(self, app: ASGIApp, listener: socket.socket) -> None:
        self._listener = listener
        self._server = uvicorn.Server(
            uvicorn.Config(
                app,
                http="h11",
                ws="none",
                lifespan="off",
                log_level="warning",
                access_log=False,
                server_header=False,
                proxy_headers=False,
                h11_max_incomplete_event_size=HEADER_LIMIT,
                timeout_graceful_shutdown=2,
            )
        )

    def run(self) -> None:
        """Answer until Ctrl-C or `stop`."""
        with self._listener:
            self._server.run(sockets=[self._listener])

    def stop(self) -> None:
        """Have `run` end soon, from any thread."""
        self._server.should_exit = True


def _listen(host: str, port: int | None) -> socket.socket:
    """A socket that listens; browsers connect to it even before the server answers."""
    if host in {"", "0.0.0.0", "::"}:  # noqa: S104 (refused, not used)
        raise ConfigError("--host", "must be one address.", "Name the one that the others will open.")
    for wanted in [PORT, 0] if port is None else [port]:
        try:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            return socket.create_server((host, wanted), family=family)
        except OSError as error:
            problem = error.strerror or str(error)
    raise ConfigError(f"{host}:{port}", f"cannot be served on ({problem}).", "Choose another --port.")
