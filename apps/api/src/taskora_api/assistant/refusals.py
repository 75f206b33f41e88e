"""What is said when something cannot be done, or not be planned, whatever it is."""

from contextlib import suppress
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.assistant.messages.references import TASK_GONE, may_only_read
from taskora_api.assistant.messages.reports import NOT_DONE, OUTCOME_UNKNOWN
from taskora_api.assistant.turn_context import ToolOutput, TurnContext
from taskora_api.errors import (
    DatabaseUnavailableError,
    NotFoundError,
    OutcomeUnknownError,
    RoleMissingError,
)
from taskora_api.spaces import repository as spaces

# What ends no turn: that nothing was done, or maybe, is an answer.
REFUSALS = (NotFoundError, RoleMissingError, DatabaseUnavailableError, OutcomeUnknownError)


async def refusal_of(context: TurnContext, error: Exception) -> ToolOutput:
    """Make the output of what was refused with one of `REFUSALS`."""
    match error:
        case NotFoundError():
            return ToolOutput(tasks=[], summary=TASK_GONE, outcome="missing")
        case RoleMissingError():
            said = may_only_read(await _name_of(context, error.space_id))
            return ToolOutput(tasks=[], summary=said, outcome="failed", code="ROLE_MISSING")
        case OutcomeUnknownError():
            return ToolOutput(tasks=[], summary=OUTCOME_UNKNOWN, outcome="failed")
        case _:
            return ToolOutput(tasks=[], summary=NOT_DONE, outcome="failed")


async def _name_of(context: TurnContext, space_id: UUID | None) -> str:
    """Return what a space is called that the person is a member of."""

    async def work(connection: AsyncConnection) -> str:
        found = None if space_id is None else await spaces.find(connection, space_id)
        return "" if found is None else str(found.name)

    with suppress(DatabaseUnavailableError):
        return await context.tasks.database.read(work)
    return ""
