"""What may be done without a question, whoever decides to do it.

The tools ask this before they change anything. A task may be changed at once when it is the only
one and the person has named it: by its whole title, by its number in the list in sight, or as "it"
when nothing else was spoken of. Anything else needs a yes to a question that named those tasks.
"""

from datetime import timedelta

from taskora_api.assistant.agreement import digest_of
from taskora_api.assistant.messages.general import joined
from taskora_api.assistant.messages.questions import CHANGED_SINCE_ASKED, ask_whether
from taskora_api.assistant.selection import Selection
from taskora_api.assistant.state import IDS_KEPT_MAX, Action, Question
from taskora_api.assistant.workspace import SHOWN_MAX, ToolOutput, Workspace
from taskora_api.tasks.schemas import Task

# A due date longer ago than this is a slip rather than a wish.
LONG_PAST = timedelta(days=366)


def ask_first(
    workspace: Workspace, action: Action, tasks: list[Task], selection: Selection | None
) -> ToolOutput | None:
    """Ask the person, and return the question; None when the action may be done at once."""
    agreed = workspace.agreed
    if agreed is not None and agreed.covers(action, [task.id for task in tasks]):
        return None
    is_named = len(tasks) == 1 and tasks[0].id in workspace.named
    if is_named and not _is_odd(action, workspace):
        return None
    has_changed = agreed is not None and agreed.digest and agreed.action == action
    why = CHANGED_SINCE_ASKED if has_changed else ""
    question = pose(workspace, action, tasks, selection, is_named=is_named, why=why)
    return ToolOutput(
        tasks=tasks[:SHOWN_MAX], total=len(tasks), summary=question.text, outcome="unconfirmed"
    )


def pose(
    workspace: Workspace,
    action: Action,
    tasks: list[Task],
    selection: Selection | None = None,
    *,
    is_named: bool = False,
    why: str = "",
) -> Question:
    """Make the question that a yes agrees to, and remember it with exactly these tasks."""
    ids = [task.id for task in tasks]
    is_kept = len(ids) <= IDS_KEPT_MAX
    question = Question(
        kind="confirm",
        text=joined(why, ask_whether(action, tasks, workspace.today, is_named=is_named)),
        action=action,
        task_ids=ids if is_kept else [],
        selection=None if is_kept else selection,
        digest="" if is_kept else digest_of(ids),
        asked_at=workspace.now,
    )
    workspace.state.question = question
    return question


def _is_odd(action: Action, workspace: Workspace) -> bool:
    return action.due_on is not None and action.due_on < workspace.today - LONG_PAST
