"""Long work in pieces: no statement is so long, and no code so busy, that others wait."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")

CHUNK_SIZE = 500


def chunks_of(items: Sequence[Item], size: int = CHUNK_SIZE) -> Iterator[Sequence[Item]]:
    """Cut a sequence into pieces of a size; the last one may be shorter."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


async def in_turns(items: Iterable[Item]) -> AsyncIterator[Item]:
    """Go through items and let others run after each chunk of them."""
    for number, item in enumerate(items, start=1):
        yield item
        if number % CHUNK_SIZE == 0:
            await asyncio.sleep(0)
