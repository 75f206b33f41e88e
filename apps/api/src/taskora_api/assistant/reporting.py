"""What is said of a change is kept in the transaction of the change: both are there, or neither."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Generic, TypeVar

from taskora_api.assistant import snapshot
from taskora_api.assistant.turn_context import Note, ToolOutput, TurnContext
from taskora_api.tasks.change_schemas import Changed, Undone

Result = TypeVar("Result", Changed, Undone)


async def make_reported(
    context: TurnContext,
    change: Callable[[], Awaitable[Result]],
    say: Callable[[Result], ToolOutput],
) -> ToolOutput:
    """Make a change, and report it; `say` remembers too, and is called again with each attempt."""
    report = _Report(context, say)
    context.report_by(report)
    result = await change()
    # Outside of a turn nobody keeps it.
    return report.output or report.say(result)


class _Report(Generic[Result]):
    """One report, which begins with each attempt from what was remembered before the first."""

    def __init__(self, context: TurnContext, say: Callable[[Result], ToolOutput]) -> None:
        self._context = context
        self._say: Callable[[Result], ToolOutput] = say
        self._memory = snapshot.memory_of(context)
        self.output: ToolOutput | None = None

    def say(self, result: Result) -> ToolOutput:
        snapshot.remember(self._context, self._memory)
        self.output = self._say(result)
        return self.output

    def make(self, result: Result) -> Note:
        output = self.say(result)
        return Note(
            output.model_dump(mode="json", by_alias=True), snapshot.memory_of(self._context)
        )

    def take(self, note: Note) -> None:
        """Report what another attempt has done, as it did."""
        self.output = ToolOutput.model_validate(note.output)
        # What another version remembered is lost; what it did and said is not.
        with suppress(snapshot.UnreadableSnapshotError):
            snapshot.remember(self._context, note.memory)
