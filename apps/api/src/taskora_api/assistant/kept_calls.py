"""Puts each call of a tool under the care of its turn, whatever the tool and whatever the model."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

from pydantic_ai import RunContext, ToolReturn
from pydantic_ai.capabilities import AbstractCapability
from pydantic_ai.messages import ToolCallPart
from pydantic_ai.tools import ToolDefinition
from pydantic_ai.ui.vercel_ai.response_types import DataChunk

from taskora_api.assistant.progress import StoredOutput
from taskora_api.assistant.workspace import Workspace


class CallKeeper(Protocol):
    """Knows which calls of a turn were made, and whether more may be."""

    async def begin_call(self, call_id: str) -> StoredOutput | None:
        """Return what came of the call when it was made before; else let it begin.

        Raises:
            TurnEndedError: nothing more may be done in this turn.
        """

    async def end_call(self, call_id: str, output: StoredOutput) -> None:
        """Keep what came of a call."""


@dataclass
class KeptCalls(AbstractCapability[Workspace]):
    """Makes each call once."""

    keeper: CallKeeper

    async def wrap_tool_execute(
        self,
        ctx: RunContext[Workspace],  # noqa: ARG002 - the hook's signature.
        *,
        call: ToolCallPart,
        tool_def: ToolDefinition,  # noqa: ARG002 - the hook's signature.
        args: dict[str, Any],
        handler: Callable[[dict[str, Any]], Awaitable[Any]],
    ) -> Any:  # noqa: ANN401 - the hook's signature.
        """Make the call, or give what came of it before."""
        stored = await self.keeper.begin_call(call.tool_call_id)
        if stored is not None:
            return _returned(stored)
        result = await handler(args)
        await self.keeper.end_call(call.tool_call_id, _stored(result))
        return result


def _stored(result: Any) -> StoredOutput:  # noqa: ANN401 - what a tool returned.
    value: Any = result.return_value if isinstance(result, ToolReturn) else result
    chunk = result.metadata if isinstance(result, ToolReturn) else None
    if isinstance(chunk, DataChunk):
        return StoredOutput(value, chunk.type, chunk.data)
    return StoredOutput(value)


def _returned(stored: StoredOutput) -> ToolReturn:
    chunk = None
    if stored.data_type is not None:
        chunk = DataChunk(type=stored.data_type, data=stored.data)
    return ToolReturn(return_value=stored.value, metadata=chunk)
