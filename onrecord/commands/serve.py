"""`onrecord serve`: look at a record in the browser."""

# ruff: noqa: PLC0415 - heavy parts are imported where they are used, so that --help answers at once
import argparse
import logging
import socket
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.commands import FINE
from onrecord.commands.streams import say
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.commands import Subparsers

HOST = "127.0.0.1"
_PORT, _PORTS = 8000, 65535
_GOODBYE = 2  # seconds that answers being made have left when the server is stopped


def add(subparsers: "Subparsers") -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "serve",
        help="look at a record in the browser",
        description="Serve a record as web pages, on this machine alone, until stopped with Ctrl-C. Builds may go on "
        "beside it: each page shows the newest snapshot unless its address names another.",
    )
    parser.add_argument("record", type=Path, metavar="RECORD", help="the folder of a record")
    parser.add_argument(
        "--port", type=_port, default=_PORT, metavar="N", help=f"the port (default: {_PORT}; 0 for any that is free)"
    )


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted; the exit code."""
    import uvicorn

    from onrecord.web.app import application

    logging.getLogger("onrecord.web").setLevel(logging.DEBUG if options.debug else logging.WARNING)
    app = application(options.record)
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, options.port))
            listening.listen()
        except OSError as error:
            raise UsageError(
                f"port {options.port} cannot be used: {error.strerror}; give another with --port"
            ) from None
        say(f"http://{HOST}:{listening.getsockname()[1]}/ shows {options.record}; Ctrl-C stops it")
        config = uvicorn.Config(
            app, log_level="warning", server_header=False, lifespan="off", ws="none", proxy_headers=False,
            timeout_graceful_shutdown=_GOODBYE,
        )  # fmt: skip
        uvicorn.Server(config).run(sockets=[listening])
    return FINE


def _port(words: str) -> int:
    if not words.isascii() or not words.isdecimal() or int(words) > _PORTS:
        raise argparse.ArgumentTypeError(f"{words!r} is no port; give a number up to {_PORTS}")
    return int(words)
