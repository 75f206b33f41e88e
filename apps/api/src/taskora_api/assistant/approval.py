"""What may be done without a question, whoever decides to do it.

The tools ask this before they change anything. A task may be changed at once when it is the only
one, the person has named it (by its whole title, by its number in the list in sight, or as "it"
when nothing else was spoken of), all values are typed, and no others would be deleted with it.
Anything else needs a yes to a question that named those tasks. Of a model the verb is a value
too: it has to be what the person asked for, it is used once, and nothing is deleted by it without
a question.
"""

from datetime import timedelta

from taskora_api.assistant.binding import bind
from taskora_api.assistant.messages.questions import CHANGED_SINCE_ASKED
from taskora_api.assistant.own_additions import uses_of
from taskora_api.assistant.posing import question_about, question_to_add
from taskora_api.assistant.provenance import is_asked_for, of_new
from taskora_api.assistant.selection import Selection
from taskora_api.assistant.state import Action, OfferedTask, Question
from taskora_api.assistant.targets import Targets
from taskora_api.assistant.turn_context import ToolOutput, TurnContext
from taskora_api.assistant.waiting import ask_later

# A due date longer ago than this is a slip rather than meant.
LONG_PAST = timedelta(days=366)


async def ask_first(
    context: TurnContext, action: Action, targets: Targets, selection: Selection | None
) -> ToolOutput | None:
    """Ask the person, and return the question; None when the action may be done at once."""
    agreed = context.agreed
    is_agreed = agreed is not None and agreed.covers(action, targets.ids, targets.versions)
    # What would be deleted below a task that was picked, nobody has said yet.
    if agreed is not None and is_agreed and not (agreed.picked and targets.below):
        return None
    is_named = targets.count == 1 and targets.ids[0] in context.named
    if is_named and not targets.below and _may_be_done(context, action, targets):
        return None
    has_changed = agreed is not None and agreed.digest and agreed.action == action
    why = CHANGED_SINCE_ASKED if has_changed else ""
    question = question_about(context, action, targets, selection, is_named=is_named, why=why)
    return await ask(context, question, targets)


async def ask_again(
    context: TurnContext, action: Action, targets: Targets, why: str, code: str
) -> ToolOutput:
    """Ask anew after a yes to a plan that does not hold any more."""
    return await ask(context, question_about(context, action, targets, why=why), targets, code)


async def ask(
    context: TurnContext, question: Question, targets: Targets, code: str | None = None
) -> ToolOutput:
    """Ask, and bind the question; where a model has asked before in this turn, it waits.

    One yes must not answer two questions.
    """
    if context.own_message is not None and context.state.question is not None:
        return await ask_later(context, question, targets)
    context.state.question = question
    try:
        approval = await bind(context, targets.shown)
    except BaseException:
        # Nobody has seen it, so no yes may answer it.
        context.state.question = None
        raise
    return ToolOutput(
        tasks=targets.shown,
        total=targets.count,
        summary=question.text,
        outcome="unconfirmed",
        code=code,
        approval=approval,
    )


async def ask_to_add_first(context: TurnContext, tasks: list[OfferedTask]) -> ToolOutput | None:
    """Ask before a model adds what the person has not typed, or not asked to add.

    Where they will be is known by then; a yes to another place is none.
    """
    own = context.own_message
    if own is None:
        return await _ask_about_places(context, tasks)
    is_typed = all(value.provenance == "typed" for task in tasks for value in of_new(context, task))
    uses = uses_of(context, tasks)
    if own.may_add and is_typed and uses is not None and _spend(context, uses):
        return None
    return await ask(context, question_to_add(context, tasks), Targets())


async def _ask_about_places(context: TurnContext, tasks: list[OfferedTask]) -> ToolOutput | None:
    """Ask anew where what was agreed to would be added to another place by now."""
    asked = context.answering
    if asked is None or asked.kind != "add" or _places(tasks) in map(_places, asked.offers):
        return None
    question = question_to_add(context, tasks, CHANGED_SINCE_ASKED)
    return await ask(context, question, Targets(), "PLAN_STALE")


def _places(tasks: list[OfferedTask]) -> list[tuple[str, str]]:
    return [(each.space, each.project) for each in tasks]


def _may_be_done(context: TurnContext, action: Action, targets: Targets) -> bool:
    """Say whether the person has asked for just this of the one task that they have named."""
    (task_id,) = targets.ids
    # What is not agreed to is asked about, if a model has asked for it first.
    if context.own_message is None and context.is_by_model:
        return False
    if _is_odd(action, context) or not is_asked_for(context, action, task_id):
        return False
    if context.own_message is None:
        return True
    return action.verb != "delete" and _spend(context, [_use(action.verb, str(task_id))])


def _use(verb: str, what: str) -> str:
    return " ".join([verb, what])


def _spend(context: TurnContext, uses: list[str]) -> bool:
    """Use what was asked for, once: a model that repeats it does what nobody asked for."""
    is_new = len(set(uses)) == len(uses) and not set(uses) & set(context.spent)
    if is_new:
        context.spent = [*context.spent, *uses]
    return is_new


def _is_odd(action: Action, context: TurnContext) -> bool:
    return action.due_on is not None and action.due_on < context.today - LONG_PAST
