"""A turn's progress and memory in a form that another process can go on from."""

from dataclasses import fields
from functools import cache
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError

from taskora_api.assistant.progress import Progress
from taskora_api.assistant.turn_context import TurnContext

# What the process that resumes has anyway, or gets again.
_NOT_MEMORY = {"owner_id", "tasks", "zone", "progress", "report_by", "transcript"}

Snapshot = dict[str, Any]


class UnreadableSnapshotError(Exception):
    """Another version of this program made it, so that nobody knows what was done."""


def take(context: TurnContext) -> Snapshot:
    """Write down all that a turn has decided, done and remembered so far."""
    progress = _PROGRESS.dump_python(context.progress, mode="json")
    return {"progress": progress, "memory": memory_of(context)}


def memory_of(context: TurnContext) -> Snapshot:
    """Write down what a turn remembers."""
    return {
        name: adapter.dump_python(getattr(context, name), mode="json")
        for name, adapter in _memory().items()
    }


def restore(context: TurnContext, snapshot: Snapshot) -> None:
    """Bring a new context to where another one was.

    Raises:
        UnreadableSnapshotError: it was not made by this version of the program.
    """
    try:
        progress = _PROGRESS.validate_python(snapshot["progress"])
    except (ValidationError, KeyError) as error:
        raise UnreadableSnapshotError from error
    remember(context, snapshot.get("memory", {}))
    context.progress = progress


def remember(context: TurnContext, memory: Snapshot) -> None:
    """Let a turn remember what was written down, and nothing else.

    Raises:
        UnreadableSnapshotError: it was not made by this version of the program.
    """
    adapters = _memory()
    if memory.keys() != adapters.keys():
        raise UnreadableSnapshotError
    try:
        read = {name: each.validate_python(memory[name]) for name, each in adapters.items()}
    except ValidationError as error:
        raise UnreadableSnapshotError from error
    for name, value in read.items():
        setattr(context, name, value)


_PROGRESS = TypeAdapter(Progress)


@cache
def _memory() -> dict[str, TypeAdapter[Any]]:
    hints = get_type_hints(TurnContext)
    names = [field.name for field in fields(TurnContext) if field.name not in _NOT_MEMORY]
    return {name: TypeAdapter(hints[name]) for name in names}
