"""A network in between that can be cut, go silent, and come back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class TcpProxy:
    """Passes bytes on, unless it is told not to."""

    def __init__(self, host: str, port: int) -> None:
        """Take where connections go."""
        self._target = (host, port)
        self._passes = asyncio.Event()
        self._passes.set()
        self._is_refusing = False
        self._writers: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self.accepted = 0

    @property
    def port(self) -> int:
        """Return where to connect to."""
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    async def start(self) -> None:
        """Listen."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)

    async def stop(self) -> None:
        """End every connection, and listen no more."""
        assert self._server is not None
        self._server.close()
        self.break_connections()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    def break_connections(self) -> None:
        """Reset what is connected."""
        for writer in list(self._writers):
            writer.transport.abort()

    def cut(self) -> None:
        """Reset what is connected, and whoever connects from now on."""
        self._is_refusing = True
        self.break_connections()

    def stall(self) -> None:
        """Swallow every byte in silence: connections stay, new ones are accepted."""
        self._passes.clear()

    def forget(self) -> None:
        """Make what is connected silent for ever, and let new connections through."""
        for task in list(self._tasks):
            task.cancel()

    def restore(self) -> None:
        """Pass everything on again."""
        self._is_refusing = False
        self._passes.set()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.accepted += 1
        if self._is_refusing:
            writer.transport.abort()
            return
        self._writers.add(writer)
        await self._passes.wait()
        with suppress(OSError):
            far_reader, far_writer = await asyncio.open_connection(*self._target)
            self._writers.add(far_writer)
            for source, sink in ((reader, far_writer), (far_reader, writer)):
                task = asyncio.create_task(self._pump(source, sink))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                await self._passes.wait()
                writer.write(data)
                await writer.drain()
            writer.close()


@asynccontextmanager
async def running_proxy(host: str, port: int) -> AsyncIterator[TcpProxy]:
    """Run a proxy until the end of the block."""
    proxy = TcpProxy(host, port)
    await proxy.start()
    try:
        yield proxy
    finally:
        proxy.restore()
        await proxy.stop()
