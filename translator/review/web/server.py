"""The review page on a port of this machine, until Ctrl-C."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import uvicorn

from translator.errors import ConfigError
from translator.review.queue import Check
from translator.review.web.aids import Aids, remembering
from translator.review.web.app import create_app
from translator.review.web.desk import Desk
from translator.review.web.security import Site

__all__ = ["HOST", "PORT", "serve"]

HOST = "127.0.0.1"
PORT = 8467
HEADER_LIMIT = 32 * 1024
"""Bytes of a request's head."""


def serve(
    paths: Sequence[Path],
    *,
    reviewer: str,
    check: Check,
    aids: Aids = Aids(),
    host: str = HOST,
    port: int | None = None,
    ready: Callable[[str], None] = print,
) -> None:
    """Serve the pairs of PO files for review; `ready` hears the address to open, with its token.

    Only programs on this machine can reach it, unless `host` is another address of it. Without `port` it is 8467, or
    any free one. Raises ConfigError for an address that cannot be had, StoreError for a file that cannot be read.
    """
    desk = Desk(paths, check)
    if aids.memory:
        desk.settled = remembering(aids.memory)
    with _listen(host, port) as listener:
        site = Site(host, listener.getsockname()[1])
        server = uvicorn.Server(
            uvicorn.Config(
                create_app(desk, site, reviewer, aids),
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
        ready(site.url)
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


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
