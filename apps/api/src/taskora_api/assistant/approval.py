"""What may be done without a question, whoever decides to do it.

The tools ask this before they change anything. A task may be changed at once when it is the only
one and the person has named it: by its whole title, by its number in the list in sight, or as "it"
when nothing else was spoken of. Anything else needs a yes to a question that named those tasks.
A model deletes nothing without one, and in a turn adds no more than one task that the person did
not write, without notes of its own.
"""

from datetime import timedelta

from taskora_api.assistant.agreement import digest_of
from taskora_api.assistant.messages.general import ANSWER_FIRST, joined
from taskora_api.assistant.messages.questions import CHANGED_SINCE_ASKED, ask_to_add, ask_whether
from taskora_api.assistant.selection import Selection
from taskora_api.assistant.state import IDS_KEPT_MAX, Action, OfferedTask, Question
from taskora_api.assistant.targets import Targets
from taskora_api.assistant.turn_context import ToolOutput, TurnContext

# A due date longer ago than this is a slip rather than meant.
LONG_PAST = timedelta(days=366)


def ask_first(
    context: TurnContext, action: Action, targets: Targets, selection: Selection | None
) -> ToolOutput | None:
    """Ask the person, and return the question; None when the action may be done at once."""
    agreed = context.agreed
    if agreed is not None and agreed.covers(action, targets.ids):
        return None
    is_named = targets.count == 1 and targets.ids[0] in context.named
    is_of_model = context.own_message is not None
    if is_named and not _is_odd(action, context) and not (is_of_model and action.verb == "delete"):
        return None
    refused = refuse_second_question(context)
    if refused is not None:
        return refused
    has_changed = agreed is not None and agreed.digest and agreed.action == action
    why = CHANGED_SINCE_ASKED if has_changed else ""
    question = pose(context, action, targets, selection, is_named=is_named, why=why)
    return ToolOutput(
        tasks=targets.shown, total=targets.count, summary=question.text, outcome="unconfirmed"
    )


def ask_to_add_first(context: TurnContext, tasks: list[OfferedTask]) -> ToolOutput | None:
    """Ask before a model adds more than one task in a turn that the person did not write.

    Notes are asked about too: they are what a text that a model has read could leave behind.
    """
    message = context.own_message
    if message is None:
        return None
    unwritten = sum(not message.hold(task.title) for task in tasks)
    has_own_notes = all(not task.notes or message.hold(task.notes) for task in tasks)
    is_one_in_turn = len(tasks) == 1 and context.added_unwritten == 0
    if has_own_notes and (unwritten == 0 or is_one_in_turn):
        context.added_unwritten += unwritten
        return None
    refused = refuse_second_question(context)
    if refused is not None:
        return refused
    question = Question(kind="add", text=ask_to_add([tasks], context.today), offers=[tasks])
    context.state.question = question
    return ToolOutput(tasks=[], summary=question.text, outcome="unconfirmed")


def refuse_second_question(context: TurnContext) -> ToolOutput | None:
    """Leave out what would need a yes of its own: one yes must not answer two questions."""
    if context.own_message is None or context.state.question is None:
        return None
    return ToolOutput(tasks=[], summary=ANSWER_FIRST, outcome="failed")


def pose(
    context: TurnContext,
    action: Action,
    targets: Targets,
    selection: Selection | None = None,
    *,
    is_named: bool = False,
    why: str = "",
) -> Question:
    """Make the question that a yes agrees to, and remember it with exactly these tasks."""
    ids = targets.ids
    is_kept = len(ids) <= IDS_KEPT_MAX
    question = Question(
        kind="confirm",
        text=joined(why, ask_whether(action, targets, context.today, is_named=is_named)),
        action=action,
        task_ids=ids if is_kept else [],
        selection=None if is_kept else selection,
        digest="" if is_kept else digest_of(ids),
        asked_at=context.now,
    )
    context.state.question = question
    return question


def _is_odd(action: Action, context: TurnContext) -> bool:
    return action.due_on is not None and action.due_on < context.today - LONG_PAST
