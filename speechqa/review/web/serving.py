"""Owns the server: a port of this machine alone, open until it is stopped."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from speechqa.errors import SettingsError

if TYPE_CHECKING:
    from starlette.types import ASGIApp

# Never another address: the page shows what customers said, and has no user accounts.
HOST = "127.0.0.1"
_GRACE_S = 2
_CONNECTIONS = 64


def open_port(port: int) -> socket.socket:
    """A listening socket on this machine alone; port 0 takes a free one. Raises ``SettingsError``."""
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((HOST, port))
        opened.listen()  # who opens the address at once waits, instead of being turned away
    except (OSError, OverflowError) as error:
        opened.close()
        raise SettingsError(
            f"--port {port}: can't be opened ({getattr(error, 'strerror', None) or error}); "
            "give another one, or 0 for any that is free"
        ) from error
    return opened


def serve(app: ASGIApp, opened: socket.socket) -> None:
    """Nothing; serves until interrupted."""
    import uvicorn

    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="off",
        log_level="error",
        access_log=False,  # addresses hold the token
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_CONNECTIONS,
        timeout_graceful_shutdown=_GRACE_S,
    )
    uvicorn.Server(config).run(sockets=[opened])
