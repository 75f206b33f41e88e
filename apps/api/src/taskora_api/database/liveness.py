"""Finds out soon that a connection is dead, and lets nobody else find out after it."""

import os
import socket
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.ext.asyncio import AsyncEngine

# A server whose machine vanished must not be waited for, nor hold locks for one that vanished.
KEEPALIVE_IDLE_SECONDS = 2
KEEPALIVE_INTERVAL_SECONDS = 1
KEEPALIVE_COUNT = 2
UNACKNOWLEDGED_MS_MAX = 1500


def watch_connections(engine: AsyncEngine, idle: set[Any]) -> None:
    """Set up every connection of a pool, and drop them all when one of them has hung.

    The set is kept to the connections that lie idle.
    """
    watch = _Watch(idle)
    pool = engine.sync_engine.pool
    event.listen(pool, "connect", watch.set_up)
    event.listen(pool, "checkin", watch.come_back)
    event.listen(pool, "checkout", watch.go_out)
    event.listen(pool, "close", watch.forget)
    event.listen(pool, "invalidate", watch.drop_hung_beside)
    event.listen(engine.sync_engine, "handle_error", watch.drop_hung)


class _Watch:
    """Knows which connections lie idle in the pool."""

    def __init__(self, idle: set[Any]) -> None:
        self._idle = idle

    def set_up(self, connection: Any, _record: Any) -> None:  # noqa: ANN401 - the driver's.
        _set_socket_options(connection.driver_connection)

    def come_back(self, connection: Any, _record: Any) -> None:  # noqa: ANN401 - the driver's.
        if connection is not None:
            self._idle.add(connection.driver_connection)

    def go_out(self, connection: Any, _record: Any, _proxy: Any) -> None:  # noqa: ANN401 - as above.
        self._idle.discard(connection.driver_connection)

    def forget(self, connection: Any, _record: Any) -> None:  # noqa: ANN401 - the driver's.
        self._idle.discard(connection.driver_connection)

    def drop_hung(self, context: ExceptionContext) -> None:
        """A statement had no answer in time: its connection is as good as dead.

        So are those that lay idle beside it, each of which would keep its next user waiting; if
        the database was only slow, they are opened again at little cost. None is asked to close
        in order, for that would wait for the same answer.
        """
        if not isinstance(context.original_exception, TimeoutError) or context.connection is None:
            return
        self._drop(context.connection.connection.driver_connection)
        context.is_disconnect = True

    def drop_hung_beside(self, connection: Any, _record: Any, error: object) -> None:  # noqa: ANN401
        """Do the same for whoever works with a connection of the pool without the engine."""
        if isinstance(error, TimeoutError):
            self._drop(connection.driver_connection)

    def _drop(self, driver: Any) -> None:  # noqa: ANN401 - the driver's.
        for each in (driver, *self._idle):
            each.terminate()
        self._idle.clear()


def _set_socket_options(driver: Any) -> None:  # noqa: ANN401 - the driver's.
    """Let the kernel detect that nobody answers; where it cannot, the limits of statements do."""
    transport_socket = driver._transport.get_extra_info("socket")
    over_network = {socket.AF_INET, socket.AF_INET6}
    if transport_socket is None or transport_socket.family not in over_network:
        return
    with socket.socket(fileno=os.dup(transport_socket.fileno())) as same:
        same.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for name, value in (
            ("TCP_KEEPIDLE", KEEPALIVE_IDLE_SECONDS),
            ("TCP_KEEPINTVL", KEEPALIVE_INTERVAL_SECONDS),
            ("TCP_KEEPCNT", KEEPALIVE_COUNT),
            ("TCP_USER_TIMEOUT", UNACKNOWLEDGED_MS_MAX),
        ):
            option = getattr(socket, name, None)
            if option is not None:
                same.setsockopt(socket.IPPROTO_TCP, option, value)
