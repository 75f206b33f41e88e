"""What is done to spaces and their members, as entries of the space's ledger."""

from uuid import uuid4, uuid5

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.ledger.chain import State
from taskora_api.ledger.entries import Act, ChangeKind, Entity, Entry, entry_of
from taskora_api.ledger.head import Head
from taskora_api.ledger.recording import Description, record


async def record_space(
    connection: AsyncConnection, act: Act, head: Head, before: State | None, after: State | None
) -> None:
    """Record that a space was made or renamed; the states hold `name`."""
    await _record(connection, act, head, entry_of(Entity.SPACE, head.space_id, before, after))


async def record_member(
    connection: AsyncConnection, act: Act, head: Head, before: State | None, after: State | None
) -> None:
    """Record that somebody joined, left or has another role.

    The states hold `member_id`, `name` and `role`.
    """
    member_id = str((after or before or {})["member_id"])
    entry = entry_of(Entity.MEMBER, uuid5(head.space_id, member_id), before, after)
    await _record(connection, act, head, entry)


async def _record(connection: AsyncConnection, act: Act, head: Head, entry: Entry) -> None:
    title = str((entry.state or entry.before or {}).get("name", ""))
    await record(
        connection,
        act,
        head,
        [entry],
        change_id=uuid4(),
        description=Description(_kind(entry), [title]),
    )


def _kind(entry: Entry) -> ChangeKind:
    if entry.before is None:
        return ChangeKind.ADDED
    return ChangeKind.DELETED if entry.after is None else ChangeKind.CHANGED
