"""Puts each call of a tool under the care of its turn, whatever the tool and whatever the model."""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from taskora_api.assistant.progress import StoredOutput
from taskora_api.assistant.refusals import REFUSALS, refusal_of
from taskora_api.assistant.turn_context import ToolOutput, TurnContext

# Of the stream: what a question would do, and where its values come from.
APPROVAL_PART = "data-approval"


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


async def make_call(
    context: TurnContext,
    keeper: CallKeeper,
    call_id: str,
    tool: str,
    arguments: dict[str, Any],
    *,
    make: Callable[[], Awaitable[ToolOutput]],
) -> StoredOutput:
    """Make a call once, or give what came of it before.

    Raises:
        TurnEndedError: nothing more may be done in this turn.
    """
    stored = await keeper.begin_call(call_id, tool, arguments)
    if stored is None:
        stored = _stored(await _output_of(context, make()))
        await keeper.end_call(call_id, stored)
    return stored


async def _output_of(context: TurnContext, call: Awaitable[ToolOutput]) -> ToolOutput:
    """Turn what went wrong into an output that says what was not done.

    A tool makes at most one change, in one transaction, so that nothing is ever half done.
    """
    try:
        return await call
    except REFUSALS as error:
        return await refusal_of(context, error)


def _stored(output: ToolOutput) -> StoredOutput:
    value = output.model_dump(mode="json", by_alias=True)
    if output.approval is not None:
        return StoredOutput(value, APPROVAL_PART, output.approval)
    if not output.is_list:
        return StoredOutput(value)
    return StoredOutput(value, "data-tasks", {"tasks": value["tasks"], "total": value["total"]})
