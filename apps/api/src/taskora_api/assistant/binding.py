"""Binds the question of a turn to a plan, and says of each of its values where that comes from."""

from collections.abc import Sequence
from uuid import UUID

from pydantic import JsonValue

from taskora_api.assistant.carrying_out import plan_of
from taskora_api.assistant.provenance import of_action, of_new, of_task
from taskora_api.assistant.state import OfferedTask, Question
from taskora_api.assistant.turn_context import TurnContext
from taskora_api.assistant.values import Through, Value
from taskora_api.ledger.entries import Actor
from taskora_api.ledger.service import LedgerService
from taskora_api.spaces.repository import spaces_of
from taskora_api.tasks.schemas import Task
from taskora_api.wire import ResponseBody

# Of more tasks the card says how many there are.
TASKS_SHOWN_MAX = 5
# So many of the latest entries of a task are asked how its texts came there.
ENTRIES_READ_MAX = 50
_THROUGH: dict[Actor, Through] = {Actor.IMPORT: "import", Actor.CALDAV: "calendar"}


class Approval(ResponseBody):
    """What a yes would do with which values; the plan is what it would apply, if it has one."""

    values: list[Value]
    plan_id: UUID | None


async def bind(context: TurnContext, tasks: Sequence[Task] | None = None) -> JsonValue:
    """Keep the plan of the open question, and return its `Approval` as JSON.

    `tasks` are the first of those that it is about; they are read where they are not known.
    """
    question = context.state.question
    if question is None:
        return None
    if question.action is not None and question.kind == "confirm" and question.task_ids:
        plan_id = await plan_of(context, question.action, question.task_ids)
        question = question.model_copy(update={"plan_id": plan_id})
    if tasks is None:
        first = question.task_ids[:TASKS_SHOWN_MAX]
        tasks = await context.tasks.get_tasks(context.owner_id, first)
    found = [_carried(context, each) for each in _values(context, question, tasks)]
    values = [await _traced(context, each) for each in found]
    context.state.question = question.model_copy(update={"values": values})
    approval = Approval(values=values, plan_id=question.plan_id)
    shown: JsonValue = approval.model_dump(mode="json", by_alias=True)
    return shown


def is_unbound(question: Question | None) -> bool:
    """Say whether a question has still to be bound to a plan."""
    return (
        question is not None
        and question.kind == "confirm"
        and question.plan_id is None
        and bool(question.task_ids)
    )


def _values(context: TurnContext, question: Question, tasks: Sequence[Task]) -> list[Value]:
    by_model = "assistant" if context.own_message is not None else "typed"
    if question.kind == "undo":
        own = context.own_message
        is_typed = own is None or own.undos > 0
        return [Value(name="change", text="", provenance="typed" if is_typed else "assistant")]
    if question.kind == "add":
        return _of_offers(context, question.offers)
    values = [of_task(context, each.id, each.title) for each in tasks[:TASKS_SHOWN_MAX]]
    count = len(question.task_ids)
    if question.selection is not None:
        values = [Value(name="tasks", text=question.selection.about, provenance=by_model)]
    elif count > TASKS_SHOWN_MAX:
        values.append(Value(name="tasks", text=str(count), provenance=by_model))
    only = question.task_ids[0] if count == 1 else None
    return (
        values if question.action is None else [*values, *of_action(context, question.action, only)]
    )


def _of_offers(context: TurnContext, offers: list[list[OfferedTask]]) -> list[Value]:
    tasks = [task for offer in offers for task in offer]
    is_only = len(tasks) == 1 and not context.spent
    return [
        value
        for task in tasks[:TASKS_SHOWN_MAX]
        for value in of_new(context, task, is_only=is_only)
    ]


def _carried(context: TurnContext, value: Value) -> Value:
    """Give a value of a question that follows from another one the origin that it had there.

    One that it did not have was not typed, unless the message that answers says it.
    """
    asked = context.answering
    before = [] if asked is None else [each for each in asked.values if each.is_same(value)]
    if before:
        return value.as_from(before[0])
    if value.name != "task" and context.own_message is None and context.is_by_model:
        return value.model_copy(update={"provenance": "assistant"})
    return value


async def _traced(context: TurnContext, value: Value) -> Value:
    """Say of a text that was read from a task whether that came from a file or a calendar."""
    if value.provenance != "task":
        return value
    ledger = LedgerService(context.tasks.database)
    spaces, task_id = spaces_of(context.owner_id), UUID(value.task_id)
    read = await ledger.list_activity(spaces, ENTRIES_READ_MAX, entity_id=task_id)
    through = next((_THROUGH[each.actor] for each in read.items if each.actor in _THROUGH), None)
    return value.model_copy(update={"through": through})
