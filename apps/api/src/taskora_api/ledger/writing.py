"""A change of any entities, made and recorded together."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.ledger.applying import apply_and_record
from taskora_api.ledger.entries import Act, Entry
from taskora_api.ledger.head import Head
from taskora_api.ledger.recording import Description
from taskora_api.ledger.stores import Stores


async def write(
    connection: AsyncConnection,
    stores: Stores,
    act: Act,
    head: Head,
    entries: Sequence[Entry],
    *,
    description: Description,
    action_id: UUID | None = None,
) -> UUID | None:
    """Make a change in the space that is held; None where no entity would be different."""
    effective = [each for each in entries if each.before is None or each.after != {}]
    if not effective:
        return None
    change_id = act.new_id()
    await apply_and_record(
        connection,
        stores,
        act,
        head,
        effective,
        change_id=change_id,
        description=description,
        action_id=action_id,
    )
    return change_id
