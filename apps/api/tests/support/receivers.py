"""Servers that are delivered to, on this machine: by HTTP and by SMTP. They keep what they get."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass(frozen=True)
class Received:
    """One request."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """Answers with the statuses given, then with 200; `opened` holds all of its answers."""

    port: int = 0
    requests: list[Received] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    opened: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.opened.set()

    @property
    def url(self) -> str:
        """Return where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def keys(self, header: str) -> list[str]:
        """Return what each request has in a header."""
        return [each.headers[header] for each in self.requests]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one request of a connection."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in head[1:] if line)
        }
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        self.requests.append(Received(head[0].split(" ")[1], headers, body))
        self.reached.set()
        await self.opened.wait()
        status, extra = self.answers.pop(0) if self.answers else (200, {})
        lines = [f"HTTP/1.1 {status} x", "Content-Length: 0", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in extra.items()]
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
        await writer.drain()
        writer.close()


@asynccontextmanager
async def running_receiver() -> AsyncIterator[Receiver]:
    """Listen until the end of the block."""
    receiver = Receiver()
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0)
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        receiver.opened.set()
        server.close()
        await server.wait_closed()


@dataclass
class Mailbox:
    """Takes mail as a server does, and refuses recipients with a code where one is given."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    refusal: int | None = None

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Speak SMTP as far as a client needs it to hand over mail."""

        def say(line: str) -> None:
            writer.write(line.encode() + b"\r\n")

        say("220 mailbox")
        while line := await reader.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                say("354 go on")
                raw = (await reader.readuntil(b"\r\n.\r\n")).removesuffix(b".\r\n")
                parsed = message_from_bytes(raw, policy=policy.default)
                self.mails.append(parsed)
                say("250 taken")
            elif verb == b"RCPT" and self.refusal is not None:
                say(f"{self.refusal} not here")
            elif verb == b"QUIT":
                say("221 bye")
                break
            else:
                say("250 fine")
        await writer.drain()
        writer.close()


@asynccontextmanager
async def running_mailbox() -> AsyncIterator[Mailbox]:
    """Listen until the end of the block."""
    mailbox = Mailbox()
    server = await asyncio.start_server(mailbox.serve, "127.0.0.1", 0)
    mailbox.port = server.sockets[0].getsockname()[1]
    try:
        yield mailbox
    finally:
        server.close()
        await server.wait_closed()
