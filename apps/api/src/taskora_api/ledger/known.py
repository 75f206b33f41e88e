"""How much of a ledger somebody knows: all up to an entry, which a mark distinguishes from others.

A database that is restored from a backup has other entries under the numbers that were lost. What
is kept by clients is one number, with the mark above the sequence, because a program from before
there were marks takes it for a ledger that is longer than its own, and lets the client begin anew.
"""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import BigInteger, Uuid, select
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.statement import rows_of
from taskora_api.ledger.repository import ENTRIES

# A number in JSON is exact up to 53 bits; two thousand million entries of a space are a terabyte.
_SEQUENCE_BITS = 31
_MARK_BITS = 22
PACKED_MAX = (1 << (_SEQUENCE_BITS + _MARK_BITS)) - 1
_HASH_BYTES = 4

_ASKED = rows_of({"space_id": Uuid(), "sequence": BigInteger()}, "asked")
_FIND = select(ENTRIES.c.space_id, ENTRIES.c.sequence, ENTRIES.c.hash).join(
    _ASKED,
    (_ASKED.c.space_id == ENTRIES.c.space_id) & (_ASKED.c.sequence == ENTRIES.c.sequence),
)


class Known(NamedTuple):
    """The last entry that is known; a mark of 0 says nothing of which one it is."""

    sequence: int
    mark: int = 0

    @classmethod
    def of(cls, sequence: int, hash_: bytes) -> "Known":
        """Know an entry by its place in the chain; before the first one there is no hash."""
        if not hash_:
            return cls(sequence)
        return cls(sequence, int.from_bytes(hash_[:_HASH_BYTES]) % ((1 << _MARK_BITS) - 1) + 1)

    @classmethod
    def unpack(cls, packed: int) -> "Known":
        """Read what `pack` has written, or a sequence alone."""
        mark, sequence = divmod(packed, 1 << _SEQUENCE_BITS)
        return cls(sequence, mark)

    def pack(self) -> int:
        """Write it as one number."""
        return (self.mark << _SEQUENCE_BITS) + self.sequence


NOTHING = Known(0)


async def find_known(
    connection: AsyncConnection, heads: Mapping[UUID, Known], held: Mapping[UUID, Known]
) -> dict[UUID, Known]:
    """Those of what is held of ledgers that are in them, with their marks.

    Left out is what names a space without a head, or an entry that is not in its ledger (any more).
    """
    inside = {
        space_id: known
        for space_id, known in held.items()
        if space_id in heads and known.sequence <= heads[space_id].sequence
    }
    there = {space_id: heads[space_id] for space_id in inside}
    there |= await _find(
        connection,
        {each: known for each, known in inside.items() if known.sequence != there[each].sequence},
    )
    return {
        space_id: there[space_id]
        for space_id, known in inside.items()
        if known.mark in {0, there[space_id].mark}
    }


async def _find(connection: AsyncConnection, asked: Mapping[UUID, Known]) -> dict[UUID, Known]:
    """The entries of some sequences; one that is not there is known by its sequence alone."""
    found = {space_id: Known(known.sequence) for space_id, known in asked.items()}
    earlier = {each: known.sequence for each, known in asked.items() if known.sequence}
    if earlier:
        given = {"space_id": list(earlier), "sequence": list(earlier.values())}
        for row in (await connection.execute(_FIND, given)).all():
            found[row.space_id] = Known.of(row.sequence, row.hash)
    return found
