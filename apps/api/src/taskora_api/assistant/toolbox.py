"""The tools of the assistant by their names: whoever decides, these are all that can be called."""

import inspect
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from pydantic import ConfigDict, JsonValue, create_model

from taskora_api.assistant import change_tools, organise_tool, tools, undo_tool
from taskora_api.assistant.turn_context import ToolOutput, TurnContext

_CONFIG = ConfigDict(extra="forbid", frozen=True)

Function = Callable[..., Awaitable[ToolOutput]]


class Tool:
    """A tool, and what its arguments are read by."""

    def __init__(self, function: Function) -> None:
        """Take a function whose first parameter is the context, which no caller names."""
        self.function = function
        _, *parameters = inspect.signature(function).parameters.values()
        fields: dict[str, Any] = {
            each.name: (each.annotation, ... if each.default is each.empty else each.default)
            for each in parameters
        }
        self._arguments = create_model(function.__name__, __config__=_CONFIG, **fields)

    async def call(self, context: TurnContext, arguments: Mapping[str, JsonValue]) -> ToolOutput:
        """Call it with arguments as JSON.

        Raises:
            ValidationError: the arguments are not those of the tool.
        """
        read = self._arguments.model_validate(arguments)
        given = {name: getattr(read, name) for name in type(read).model_fields}
        return await self.function(context, **given)


TOOLS: Mapping[str, Tool] = {
    function.__name__: Tool(function)
    for function in (
        tools.add_task,
        tools.list_tasks,
        change_tools.complete_task,
        change_tools.update_task,
        change_tools.delete_task,
        organise_tool.organise_task,
        undo_tool.undo_change,
    )
}
