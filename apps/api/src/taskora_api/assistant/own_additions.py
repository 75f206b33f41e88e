"""Which new tasks of a model are those of the person's own message, each of them once.

They are what the grammar reads there as tasks, whole or by their parts: "milk and eggs" has two of
them. A message of which nothing was added yet may be one task with any piece of it as its title.
Several pieces, which only somebody puts together who has read more, are none.
"""

from collections.abc import Iterable, Sequence

from taskora_api.assistant.state import OfferedTask
from taskora_api.assistant.transcript import writes, written
from taskora_api.assistant.turn_context import OwnMessage, TurnContext
from taskora_api.language.items import split_parts

_ADD, _PIECE = "add", "piece"


def uses_of(context: TurnContext, tasks: Sequence[OfferedTask]) -> list[str] | None:
    """Return what of the message is used up by adding these; None where one is not of it."""
    own = context.own_message
    if own is None:
        return []
    found = [_uses(context, own, task) for task in tasks]
    return None if [] in found else [use for uses in found for use in uses]


def items_of(own: OwnMessage, task: OfferedTask) -> list[OfferedTask]:
    """Return the tasks of the message that a new one is, or is a part of; it may be read twice."""
    title = written(task.title)
    return [each for each in own.items if title in {written(each.title), *_parts(each)}]


def _uses(context: TurnContext, own: OwnMessage, task: OfferedTask) -> list[str]:
    if task.notes and not writes(own.text, task.notes):
        return []
    items, title = items_of(own, task), written(task.title)
    if items:
        whole = next((each for each in items if written(each.title) == title), None)
        return _as_uses([title] if whole is None else _parts(whole))
    if not context.transcript.is_typed(task.title):
        return []
    # It may be of any of the tasks that were read, so that none of them is left.
    return [*_as_uses(part for item in own.items for part in _parts(item)), _PIECE]


def _parts(item: OfferedTask) -> list[str]:
    return [written(part) for part in split_parts(item.title)] or [written(item.title)]


def _as_uses(parts: Iterable[str]) -> list[str]:
    return [" ".join([_ADD, part]) for part in dict.fromkeys(parts)]
