"""Puts each call of a tool under the care of its turn, whatever the tool and whatever the model."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from pydantic_ai import RunContext, ToolReturn
from pydantic_ai.capabilities import AbstractCapability
from pydantic_ai.exceptions import UnexpectedModelBehavior
from pydantic_ai.messages import ToolCallPart
from pydantic_ai.tools import ToolDefinition
from pydantic_ai.ui.vercel_ai.response_types import DataChunk

from taskora_api.assistant.messages.references import TASK_GONE
from taskora_api.assistant.messages.reports import NOT_DONE, OUTCOME_UNKNOWN
from taskora_api.assistant.progress import StoredOutput
from taskora_api.assistant.turn_context import ToolOutput, TurnContext
from taskora_api.errors import DatabaseUnavailableError, NotFoundError, OutcomeUnknownError


class CallKeeper(Protocol):
    """Knows which calls of a turn were made, and whether more may be."""

    is_calling: bool

    def check(self) -> None:
        """Go on unless the turn has to end.

        Raises:
            TurnEndedError: nothing more may be done in this turn.
        """

    async def begin_call(
        self, call_id: str, tool: str, arguments: dict[str, Any]
    ) -> StoredOutput | None:
        """Return what came of the call when it was made before; else let it begin.

        Raises:
            TurnEndedError: nothing more may be done in this turn.
        """

    async def end_call(self, call_id: str, output: StoredOutput) -> None:
        """Keep what came of a call."""


@dataclass
class KeptCalls(AbstractCapability[TurnContext]):
    """Makes each call once."""

    keeper: CallKeeper
    _seen: set[str] = field(default_factory=set)

    async def wrap_tool_execute(
        self,
        ctx: RunContext[TurnContext],  # noqa: ARG002 - the hook's signature.
        *,
        call: ToolCallPart,
        tool_def: ToolDefinition,  # noqa: ARG002 - the hook's signature.
        args: dict[str, Any],
        handler: Callable[[dict[str, Any]], Awaitable[ToolOutput]],
    ) -> ToolReturn:
        """Make the call, or give what came of it before.

        Two calls of one id would be taken for one, of which only the first is done.
        """
        if call.tool_call_id in self._seen:
            raise UnexpectedModelBehavior(call.tool_name)
        self._seen.add(call.tool_call_id)
        stored = await self.keeper.begin_call(call.tool_call_id, call.tool_name, args)
        if stored is None:
            stored = _stored(await _output_of(handler(args)))
            await self.keeper.end_call(call.tool_call_id, stored)
        chunk = stored.data_type and DataChunk(type=stored.data_type, data=stored.data)
        return ToolReturn(return_value=stored.value, metadata=chunk)


async def _output_of(call: Awaitable[ToolOutput]) -> ToolOutput:
    """Turn what went wrong into an output that says what was not done.

    A tool makes at most one change, in one transaction, so that nothing is ever half done.
    """
    try:
        return await call
    except NotFoundError:
        return ToolOutput(tasks=[], summary=TASK_GONE, outcome="missing")
    except DatabaseUnavailableError:
        return ToolOutput(tasks=[], summary=NOT_DONE, outcome="failed")
    except OutcomeUnknownError:
        return ToolOutput(tasks=[], summary=OUTCOME_UNKNOWN, outcome="failed")


def _stored(output: ToolOutput) -> StoredOutput:
    value = output.model_dump(mode="json", by_alias=True)
    if not output.is_list:
        return StoredOutput(value)
    return StoredOutput(value, "data-tasks", {"tasks": value["tasks"], "total": value["total"]})
