"""Makes the questions that a yes agrees to, each with exactly the tasks that it is about."""

from taskora_api.assistant.agreement import digest_of
from taskora_api.assistant.messages.general import joined
from taskora_api.assistant.messages.questions import ask_to_add, ask_whether
from taskora_api.assistant.reading import count_below_of
from taskora_api.assistant.selection import Selection
from taskora_api.assistant.state import IDS_KEPT_MAX, Action, OfferedTask, Question
from taskora_api.assistant.targets import Targets
from taskora_api.assistant.turn_context import TurnContext
from taskora_api.tasks.schemas import Task


def question_about(
    context: TurnContext,
    action: Action,
    targets: Targets,
    selection: Selection | None = None,
    *,
    is_named: bool = False,
    why: str = "",
) -> Question:
    """Make the question whether to do an action to exactly these tasks."""
    ids = targets.ids
    is_kept = len(ids) <= IDS_KEPT_MAX
    return Question(
        kind="confirm",
        text=joined(why, ask_whether(action, targets, context.today, is_named=is_named)),
        action=action,
        task_ids=ids if is_kept else [],
        versions=targets.versions if is_kept else [],
        selection=None if is_kept else selection,
        digest="" if is_kept else digest_of(zip(ids, targets.versions, strict=True)),
        asked_at=context.now,
        total=targets.count,
        by_model=context.is_by_model,
    )


def question_to_add(context: TurnContext, tasks: list[OfferedTask], why: str = "") -> Question:
    """Make the question whether to add these tasks."""
    return Question(
        kind="add",
        text=joined(why, ask_to_add([tasks], context.today)),
        offers=[tasks],
        total=len(tasks),
        by_model=context.is_by_model,
    )


async def question_now(
    context: TurnContext, question: Question
) -> tuple[Question, list[Task]] | None:
    """Make a question anew of its tasks as they are, of which the first come with it.

    None where none of them is there any more.
    """
    if question.action is None or not question.task_ids:
        return question, []
    targets = Targets.of(await context.tasks.get_tasks(context.owner_id, question.task_ids))
    if not targets.ids:
        return None
    if question.action.verb == "delete":
        targets.below = await count_below_of(context, targets)
    return question_about(context, question.action, targets), targets.shown


def pose(context: TurnContext, action: Action, targets: Targets) -> Question:
    """Remember such a question as the open one."""
    question = question_about(context, action, targets)
    context.state.question = question
    return question
