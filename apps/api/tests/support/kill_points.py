"""The points of a turn at which something is killed, by what the service does there.

Nothing of this is in the service: its functions are wrapped in a process of the tests.
"""

import importlib
import inspect
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any


@dataclass(frozen=True)
class Point:
    """Before or after a function, of which a turn makes so many calls at the most."""

    function: str
    is_before: bool = False
    most: int = 1


_TURNS = "taskora_api.conversations.turns:TurnService."
_TURN_ROWS = "taskora_api.conversations.turn_statements:"
_RUNNING = "taskora_api.assistant.running_turn:RunningTurn."
_CALLS = "taskora_api.assistant.turn_tasks:TurnTasks."
_NOTES = "taskora_api.idempotency.store:AnswerStore."
_AT_ONCE = "taskora_api.database.at_once:_Writing._run"
_DECIDING = "taskora_api.assistant.embedded:_IntentQueue.next_calls"

POINTS = {
    "the message is received": Point(_TURNS + "begin", is_before=True),
    "the message is written": Point(_TURNS + "_begin"),
    "the message is committed": Point(_TURNS + "begin"),
    "the turn begins": Point(_RUNNING + "restore", is_before=True),
    "a chunk is made": Point(_RUNNING + "_emit", is_before=True, most=60),
    "a chunk is sent": Point("taskora_api.assistant.runner:event_of", is_before=True, most=60),
    "a wish is to be decided on": Point(_DECIDING, is_before=True, most=8),
    "a wish is decided on": Point(_DECIDING, most=8),
    "a call is to begin": Point(_RUNNING + "begin_call", is_before=True, most=7),
    "what was decided is to be kept": Point(_RUNNING + "_keep", is_before=True, most=14),
    "what was decided is written": Point(_TURN_ROWS + "hold", most=14),
    "the parts are written": Point(_TURN_ROWS + "save_parts", most=14),
    "what was decided is committed": Point(_TURNS + "hold", most=14),
    "a call has begun": Point(_RUNNING + "begin_call", most=7),
    "a change is to be made": Point(_CALLS + "_write", is_before=True, most=6),
    "the call is locked": Point(_NOTES + "refuse_repetition", most=5),
    "a change is written": Point("taskora_api.ledger.writing:apply_and_record", most=4),
    "an undo is written": Point("taskora_api.ledger.undoing:apply_and_record"),
    "the report is made": Point(_CALLS + "_recorded", most=6),
    "the report is written": Point(_NOTES + "keep", most=5),
    "an addition is to be committed": Point(_AT_ONCE, is_before=True),
    "an addition is committed": Point(_AT_ONCE),
    "a change is committed": Point(_CALLS + "_write", most=6),
    "a call is to be noted": Point(_RUNNING + "end_call", is_before=True, most=7),
    "a call is noted": Point(_RUNNING + "end_call", most=7),
    "the answer is to be kept": Point(_TURNS + "end", is_before=True),
    "the end is written": Point(_TURN_ROWS + "end"),
    "the memory is written": Point("taskora_api.conversations.repository:save_state"),
    "the answer is committed": Point(_TURNS + "end"),
    "the end is to be shown": Point(_RUNNING + "_finish"),
}


@dataclass(frozen=True)
class Blow:
    """The signal that a process gets when it is at a point for so many times."""

    point: Point
    number: int
    signal: int


def send_at(blow: Blow) -> None:
    """Let this process send it to itself."""
    wrap(blow.point, _Fuse(blow.number, blow.signal).burn)


def wrap(point: Point, arrive: Callable[[], None]) -> None:
    """Call something each time that this process is at a point."""
    module_name, _, path = point.function.partition(":")
    owner: Any = importlib.import_module(module_name)
    *names, name = path.split(".")
    for each in names:
        owner = getattr(owner, each)
    setattr(owner, name, _wrapped(getattr(owner, name), arrive, point.is_before))


@dataclass
class _Fuse:
    left: int
    signal: int

    def burn(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), self.signal)


def _wrapped(
    original: Callable[..., Any], arrive: Callable[[], None], is_before: bool
) -> Callable[..., Any]:
    @wraps(original)
    async def awaited(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - any function.
        if is_before:
            arrive()
        result = await original(*arguments, **options)
        if not is_before:
            arrive()
        return result

    @wraps(original)
    def called(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - any function.
        if is_before:
            arrive()
        result = original(*arguments, **options)
        if not is_before:
            arrive()
        return result

    return awaited if inspect.iscoroutinefunction(original) else called
