"""A pooler's sign: it names a process of its own making to whoever connects."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from support.tcp_proxy import TcpProxy

# BackendKeyData of the protocol: its type, its length, and then the number of the process.
_KEY_DATA = b"K\x00\x00\x00\x0c"
_NUMBER = slice(len(_KEY_DATA), len(_KEY_DATA) + 4)


class _Pooler(TcpProxy):
    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                before, found, after = data.partition(_KEY_DATA)
                if found:
                    message = bytearray(found + after)
                    message[_NUMBER] = (1).to_bytes(4)
                    data = before + bytes(message)
                writer.write(data)
                await writer.drain()
            writer.close()


@asynccontextmanager
async def running_pooler(host: str, port: int) -> AsyncIterator[TcpProxy]:
    """Run what looks like a pooler from outside, and gives everybody a session of their own."""
    pooler = _Pooler(host, port)
    await pooler.start()
    try:
        yield pooler
    finally:
        await pooler.stop()
