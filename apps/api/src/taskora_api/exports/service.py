"""Exporting a space: read at once, and written in pieces beside the loop of events."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import Database
from taskora_api.errors import NotFoundError
from taskora_api.exchange.documents import Source, TaskDocument
from taskora_api.exports.collecting import collect
from taskora_api.exports.schemas import ExportFormat, FormatDescription, FormatList, FormatLoss
from taskora_api.spaces import repository as spaces
from taskora_api.spaces.personal import personal_space_id
from taskora_api.wire import utc_now

if TYPE_CHECKING:
    from taskora_api.exchange.exporting import Format

PIECE_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Export:
    """A file: its name, what it is, and its content."""

    name: str
    media_type: str
    pieces: AsyncIterator[bytes]


class ExportService:
    """The use cases. The member who acts is an argument, and comes from the token alone."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now) -> None:
        """Take the clock as well, so that time is an input."""
        self._database = database
        self._clock = clock

    async def list_formats(self) -> FormatList:
        """The formats, each with what it loses."""
        formats = await asyncio.to_thread(_formats)
        return FormatList(
            items=[
                FormatDescription(
                    format=ExportFormat(source.value),
                    media_type=each.media_type,
                    extension=each.extension,
                    losses=[FormatLoss(what=loss.what, why=loss.why) for loss in each.losses],
                )
                for source, each in formats.items()
            ]
        )

    async def export(
        self, member_id: str, wanted: ExportFormat, space_id: UUID | None = None
    ) -> Export:
        """Give a space as a file, without what the format cannot keep.

        Raises:
            NotFoundError: there is no such space, or the caller is no member of it.
        """
        now, source = self._clock(), Source(wanted.value)
        space = space_id or personal_space_id(member_id)

        async def work(connection: AsyncConnection) -> TaskDocument:
            document = await collect(connection, member_id, space)
            is_own = space == personal_space_id(member_id)
            if not is_own and await spaces.find_role(connection, member_id, space) is None:
                raise NotFoundError
            return document

        document = await self._database.read(work)
        described = (await asyncio.to_thread(_formats))[source]
        name = f"taskora-{now.date()}.{described.extension}"
        return Export(name, described.media_type, _pieces(source, document, now))


def _formats() -> "dict[Source, Format]":
    """The formats, whose writers are imported with the first export: few processes need them."""
    from taskora_api.exchange.exporting import FORMATS  # noqa: PLC0415

    return dict(FORMATS)


async def _pieces(source: Source, document: TaskDocument, now: datetime) -> AsyncIterator[bytes]:
    from taskora_api.exchange.exporting import export_file  # noqa: PLC0415

    written = await asyncio.to_thread(export_file, source, document, now)
    while piece := await asyncio.to_thread(_next, written):
        yield piece


def _next(written: Iterator[bytes]) -> bytes:
    """Take the next piece, of some size; empty at the end."""
    piece = bytearray()
    for each in written:
        piece += each
        if len(piece) >= PIECE_BYTES:
            break
    return bytes(piece)
