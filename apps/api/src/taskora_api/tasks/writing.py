"""How every change of tasks is made: decided on what is there, applied and recorded together."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import in_turns
from taskora_api.ledger.entries import Act, ChangeKind, Entity
from taskora_api.ledger.head import Head
from taskora_api.ledger.recording import Description
from taskora_api.ledger.stores import EntityStore
from taskora_api.ledger.writing import write
from taskora_api.tasks.change_schemas import TITLES_SHOWN
from taskora_api.tasks.transition import Transition, has_effect, kind_of


async def make_change(
    connection: AsyncConnection,
    store: EntityStore,
    act: Act,
    head: Head,
    transitions: Sequence[Transition],
    *,
    kind: ChangeKind | None = None,
    action_id: UUID | None = None,
) -> UUID | None:
    """Apply transitions in a space and record them; None when nothing would be different."""
    effective = [transition for transition in transitions if has_effect(transition)]
    if not effective:
        return None
    entries = [transition.entry() async for transition in in_turns(effective)]
    description = Description(
        kind or await _kind_of_all(effective),
        [transition.task.title for transition in effective[:TITLES_SHOWN]],
    )
    return await write(
        connection,
        {Entity.TASK: store},
        act,
        head,
        entries,
        description=description,
        action_id=action_id,
    )


async def _kind_of_all(transitions: Sequence[Transition]) -> ChangeKind:
    """Name what was done; a batch of which not all are alike was changed."""
    kinds = {kind_of(transition) async for transition in in_turns(transitions)}
    return kinds.pop() if len(kinds) == 1 else ChangeKind.CHANGED
