"""Puts each call of a model under the care of its turn, whatever the tool."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from pydantic_ai import RunContext, ToolReturn
from pydantic_ai.capabilities import AbstractCapability
from pydantic_ai.exceptions import UnexpectedModelBehavior
from pydantic_ai.messages import ToolCallPart
from pydantic_ai.tools import ToolDefinition
from pydantic_ai.ui.vercel_ai.response_types import DataChunk

from taskora_api.assistant.kept_calls import CallKeeper, make_call
from taskora_api.assistant.turn_context import ToolOutput, TurnContext


@dataclass
class KeptCalls(AbstractCapability[TurnContext]):
    """Makes each call once."""

    keeper: CallKeeper
    _seen: set[str] = field(default_factory=set)

    async def wrap_tool_execute(
        self,
        ctx: RunContext[TurnContext],
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
        stored = await make_call(
            ctx.deps,
            self.keeper,
            call.tool_call_id,
            call.tool_name,
            args,
            make=lambda: handler(args),
        )
        chunk = stored.data_type and DataChunk(type=stored.data_type, data=stored.data)
        return ToolReturn(return_value=stored.value, metadata=chunk)
