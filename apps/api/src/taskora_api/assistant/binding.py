"""Binds the question of a turn to a plan, and says of each of its values where that comes from."""

from collections.abc import Sequence
from itertools import chain
from uuid import UUID

from pydantic import JsonValue

from taskora_api.assistant.carrying_out import plan_of
from taskora_api.assistant.provenance import of_action, of_new, of_task
from taskora_api.assistant.state import Question
from taskora_api.assistant.turn_context import SHOWN_MAX, TurnContext
from taskora_api.assistant.values import Through, Value
from taskora_api.ledger.entries import Actor
from taskora_api.ledger.service import LedgerService
from taskora_api.spaces.repository import spaces_of
from taskora_api.tasks.schemas import Task
from taskora_api.wire import ResponseBody

# Of more tasks the card shows the rest on demand.
TASKS_SHOWN_MAX = 5
# So many of the latest entries of a task are asked how its texts came there.
ENTRIES_READ_MAX = 50
_THROUGH: dict[Actor, Through] = {Actor.IMPORT: "import", Actor.CALDAV: "calendar"}


class Approval(ResponseBody):
    """What a yes would do with which values; the plan is what it would apply, if it has one.

    It is about `total` tasks. The values of those beyond the first are `more`, of 100 at most.
    """

    values: list[Value]
    more: list[Value]
    total: int
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
        first = question.task_ids[:SHOWN_MAX]
        tasks = await context.tasks.get_tasks(context.owner_id, first)
    question = await with_values(context, question, tasks)
    context.state.question = question
    shown: JsonValue = Approval.model_validate(question).model_dump(mode="json", by_alias=True)
    return shown


async def with_values(context: TurnContext, question: Question, tasks: Sequence[Task]) -> Question:
    """Say in a question which values a yes would use, and where each comes from."""
    of_tasks = _values_of_tasks(context, question, tasks)
    first_of = list(chain(*of_tasks[:TASKS_SHOWN_MAX], _values_of_call(context, question)))
    tracing = _Tracing(context)
    values = [await tracing.traced(_carried(context, each)) for each in first_of]
    rest = chain(*of_tasks[TASKS_SHOWN_MAX:])
    more = [await tracing.traced(_carried(context, each)) for each in rest]
    return question.model_copy(update={"values": values, "more": more})


def is_unbound(question: Question | None) -> bool:
    """Say whether a question has still to be bound to a plan."""
    return (
        question is not None
        and question.kind == "confirm"
        and question.plan_id is None
        and bool(question.task_ids)
    )


def _values_of_tasks(
    context: TurnContext, question: Question, tasks: Sequence[Task]
) -> list[list[Value]]:
    """Return the values of each of the first tasks that a question is about."""
    if question.kind != "add":
        return [[of_task(context, each.id, each.title)] for each in tasks]
    offered = list(chain(*question.offers))
    is_only = len(offered) == 1 and not context.spent
    return [of_new(context, each, is_only=is_only) for each in offered[:SHOWN_MAX]]


def _values_of_call(context: TurnContext, question: Question) -> list[Value]:
    """Return the values that are those of no single task."""
    own = context.own_message
    if question.kind == "undo":
        is_typed = own is None or own.undos > 0
        return [Value(name="change", text="", provenance="typed" if is_typed else "assistant")]
    about = "" if question.selection is None else question.selection.about
    chosen = [Value(name="tasks", text=about, provenance="assistant" if own else "typed")]
    only = question.task_ids[0] if len(question.task_ids) == 1 else None
    done = [] if question.action is None else of_action(context, question.action, only)
    return [*(chosen if about else []), *done]


def _carried(context: TurnContext, value: Value) -> Value:
    """Give a value of a question that follows from another one the origin that it had there.

    One that it did not have was not typed, unless the message that answers says it.
    """
    asked = context.answering
    known = [] if asked is None else [*asked.values, *asked.more]
    before = next((each for each in known if each.is_same(value)), None)
    if before is not None:
        return value.as_from(before)
    if value.name != "task" and context.own_message is None and context.is_by_model:
        return value.model_copy(update={"provenance": "assistant"})
    return value


class _Tracing:
    """Says of texts that were read from tasks whether those came from a file or a calendar."""

    def __init__(self, context: TurnContext) -> None:
        self._owner_id = context.owner_id
        self._ledger = LedgerService(context.tasks.database)
        self._through: dict[str, Through | None] = {}

    async def traced(self, value: Value) -> Value:
        """Return a value with how its task came into the list; each task is asked of once."""
        if value.provenance != "task":
            return value
        if value.task_id not in self._through:
            self._through[value.task_id] = await self._through_of(UUID(value.task_id))
        return value.model_copy(update={"through": self._through[value.task_id]})

    async def _through_of(self, task_id: UUID) -> Through | None:
        spaces = spaces_of(self._owner_id)
        read = await self._ledger.list_activity(spaces, ENTRIES_READ_MAX, entity_id=task_id)
        return next((_THROUGH[each.actor] for each in read.items if each.actor in _THROUGH), None)
