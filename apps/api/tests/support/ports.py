"""Ports of this machine that a test has for itself."""

import contextlib
import os
import socket
from collections.abc import Iterator

FIRST_PORT, PORTS_PER_RUN, RUNS = 18000, 20, 50


@contextlib.contextmanager
def held_port() -> Iterator[int]:
    """Hold a port that nobody listens on, so that a server that is restarted finds it again.

    A socket that is bound and never listens keeps others from taking the port, and lets the server
    listen there, as both allow the address to be used again.
    """
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        first = FIRST_PORT + os.getpid() % RUNS * PORTS_PER_RUN
        for port in [*range(first, first + PORTS_PER_RUN), 0]:
            if port == 0 or _is_free(port):
                holder.bind(("127.0.0.1", port))
                yield int(holder.getsockname()[1])
                return


def _is_free(port: int) -> bool:
    """Say whether nobody has the port, not even a run of the tests that only holds it."""
    with socket.socket() as probe, contextlib.suppress(OSError):
        probe.bind(("127.0.0.1", port))
        return True
    return False
