"""Questions of one turn of a model beyond its first: each is asked when the one before is answered.

One yes answers one question, and none of what a model wants is lost or done for want of its turn.
"""

from taskora_api.assistant.binding import bind, with_values
from taskora_api.assistant.messages.general import ANSWER_FIRST
from taskora_api.assistant.messages.organising import no_such_project
from taskora_api.assistant.messages.questions import ASKED_ALREADY, YES_OR_NO, say_asked_later
from taskora_api.assistant.messages.references import TASKS_GONE
from taskora_api.assistant.posing import question_now
from taskora_api.assistant.refusals import REFUSALS, refusal_of
from taskora_api.assistant.state import Action, Question
from taskora_api.assistant.targets import Targets
from taskora_api.assistant.turn_context import ToolOutput, TurnContext
from taskora_api.errors import InvalidFieldError

# A person who is asked more than these says yes without reading.
WAITING_MAX = 5
# What makes two questions one.
_SAME = {"kind", "action", "task_ids", "selection", "digest", "offers", "change_id"}


async def ask_later(context: TurnContext, question: Question, targets: Targets) -> ToolOutput:
    """Let a question wait for the answer to the one that is open, and say so."""
    state = context.state
    same = question.model_dump(include=_SAME)
    asked = [each for each in (state.question, *state.waiting) if each is not None]
    if any(each.model_dump(include=_SAME) == same for each in asked):
        return ToolOutput(tasks=[], summary=ASKED_ALREADY, outcome="failed")
    if len(state.waiting) >= WAITING_MAX:
        return ToolOutput(tasks=[], summary=ANSWER_FIRST, outcome="failed")
    # Where its values come from can only be found in the turn that has them.
    described = await with_values(context, question, targets.shown)
    state.waiting = [*state.waiting, described]
    return ToolOutput(
        tasks=targets.shown,
        total=targets.count,
        summary=say_asked_later(question.text),
        outcome="unconfirmed",
    )


async def ask_next(context: TurnContext) -> list[str]:
    """Ask the next question that waits, unless one is open; return what is said of it.

    It is about its tasks as they are now. One that nothing can come of any more is not asked.
    """
    said = list[str]()
    while context.state.question is None and context.state.waiting:
        question, *context.state.waiting = context.state.waiting
        context.answering = question
        said.append(await _ask(context, question))
    return said


async def _ask(context: TurnContext, question: Question) -> str:
    try:
        return await _ask_as_it_is_now(context, question)
    except InvalidFieldError:
        reason = no_such_project(_project_of(question.action))
    except REFUSALS as error:
        reason = (await refusal_of(context, error)).summary
    context.state.question, context.options = None, []
    return reason


async def _ask_as_it_is_now(context: TurnContext, question: Question) -> str:
    now = await question_now(context, question)
    if now is None:
        return TASKS_GONE
    asked, shown = now
    context.state.question, context.options = asked, YES_OR_NO
    context.approval = await bind(context, shown)
    return asked.text


def _project_of(action: Action | None) -> str:
    return "" if action is None or action.fields is None else action.fields.project
