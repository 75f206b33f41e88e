"""A limit for what arrives before a request is known: neither endless nor endlessly slow headers.

The parser itself has none, so a client could fill the memory of a process or hold its connections
without ever sending a request that another layer could refuse.
"""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

PENDING_BYTES_MAX = 64 * 1024
HEADER_TIMEOUT_SECONDS = 15


class HeaderLimitProtocol(HttpToolsProtocol):
    """Closes a connection whose headers do not end."""

    timeout_seconds: float = HEADER_TIMEOUT_SECONDS
    _pending_bytes = 0
    _is_pending = True
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Parse, and count what did not complete the headers."""
        super().data_received(data)
        if self._is_pending:
            self._pending_bytes += len(data)
            if self._pending_bytes > PENDING_BYTES_MAX:
                self._give_up()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._wait()

    def on_headers_complete(self) -> None:
        """Stop waiting: from here on, other layers set the limits."""
        self._stop()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._stop()
        self._is_pending = True
        self._pending_bytes = 0
        self._timer = self.loop.call_later(self.timeout_seconds, self._give_up)

    def _stop(self) -> None:
        self._is_pending = False
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        self._stop()
        if not self.transport.is_closing():
            self.transport.close()
