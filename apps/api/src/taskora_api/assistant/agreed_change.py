"""A change of tasks by a tool: asked about, or done, and what was agreed to by its plan alone."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from taskora_api.assistant.approval import ask_again, ask_first
from taskora_api.assistant.carrying_out import Wanted, apply_plan, carry_out, plan_of
from taskora_api.assistant.changing import DoneKind, report_change
from taskora_api.assistant.messages.questions import CHANGED_SINCE_ASKED, QUESTION_TOO_OLD
from taskora_api.assistant.reporting import make_reported
from taskora_api.assistant.selection import Selection
from taskora_api.assistant.state import Action
from taskora_api.assistant.targets import Targets
from taskora_api.assistant.turn_context import ToolOutput, TurnContext
from taskora_api.errors import NotFoundError, PlanAppliedError, PlanStaleError
from taskora_api.tasks.change_schemas import Changed

# What is said of a plan that is refused, and the code that the API has for it.
_REFUSALS: dict[type[Exception], tuple[str, str]] = {
    PlanStaleError: (CHANGED_SINCE_ASKED, "PLAN_STALE"),
    PlanAppliedError: (CHANGED_SINCE_ASKED, "PLAN_APPLIED"),
    NotFoundError: (QUESTION_TOO_OLD, "NOT_FOUND"),
}


@dataclass(frozen=True)
class Telling:
    """What is remembered and said of a change that was made."""

    kind: DoneKind
    say: Callable[[Changed], str]


async def change_when_agreed(
    context: TurnContext,
    action: Action,
    targets: Targets,
    selection: Selection | None,
    telling: Telling,
) -> ToolOutput:
    """Ask, or do it: what was agreed to by its plan alone, while that holds.

    Raises:
        InvalidFieldError: a project that the action names is not there any more.
    """
    question = await ask_first(context, action, targets, selection)
    if question is not None:
        return question
    ids = targets.ids
    plan_id: UUID | None = None

    async def change() -> Changed:
        if plan_id is not None:
            return await apply_plan(context, plan_id, ids)
        return await carry_out(context.tasks, Wanted(context.owner_id, action, ids, context.today))

    def report(changed: Changed) -> ToolOutput:
        return report_change(context, telling.kind, changed, telling.say(changed), action)

    try:
        plan_id = await _plan_agreed_to(context, action, targets)
        return await make_reported(context, change, report)
    except (PlanStaleError, PlanAppliedError, NotFoundError) as error:
        if plan_id is None and not isinstance(error, PlanStaleError):
            raise
        return await ask_again(context, action, targets, *_REFUSALS[type(error)])


async def _plan_agreed_to(context: TurnContext, action: Action, targets: Targets) -> UUID | None:
    """Return the plan that does what was agreed to; None where it was agreed to by none.

    Raises:
        PlanStaleError: what was picked is not any more as it was shown.
    """
    agreed = context.agreed
    if agreed is None or not agreed.covers(action, targets.ids, targets.versions):
        return None
    if agreed.is_stale(targets.ids, targets.versions):
        raise PlanStaleError([])
    # What was picked is done by a plan of its own: as it was shown, once, or not at all.
    return await plan_of(context, action, targets.ids) if agreed.picked else agreed.plan_id
