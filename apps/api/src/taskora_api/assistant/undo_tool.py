"""The tool that takes a change back, and does it again."""

from datetime import timedelta
from uuid import UUID

from taskora_api.assistant.approval import ask
from taskora_api.assistant.messages import reports
from taskora_api.assistant.messages.questions import ask_to_undo
from taskora_api.assistant.messages.references import found_no_change
from taskora_api.assistant.reporting import make_reported
from taskora_api.assistant.state import Done, Question
from taskora_api.assistant.targets import Targets
from taskora_api.assistant.turn_context import SHOWN_MAX, ToolOutput, TurnContext
from taskora_api.errors import (
    NotFoundError,
    NothingToUndoError,
    UndoElsewhereError,
    UndoTornError,
    UndoUnseenError,
)
from taskora_api.language.matching import folded, match_titles
from taskora_api.language.references import Words, parse_reference
from taskora_api.ledger.entries import Actor, ChangeKind
from taskora_api.tasks.change_schemas import Change, Undone
from taskora_api.text import About

# How far back the changes of other conversations, and of the list, are searched.
ELSEWHERE_CHANGES_MAX = 100
ELSEWHERE_AGE_MAX = timedelta(days=1)
_UNDO = "undo"
_REDO = "redo"
_WHY_NOT: dict[type[Exception], str] = {
    UndoTornError: reports.UNDO_TORN,
    UndoUnseenError: reports.UNDO_UNSEEN,
    UndoElsewhereError: reports.UNDO_ELSEWHERE,
}
_KINDS = {
    ChangeKind.ADDED: "add",
    ChangeKind.CHANGED: "change",
    ChangeKind.COMPLETED: "complete",
    ChangeKind.REOPENED: "reopen",
    ChangeKind.DELETED: "delete",
}


async def undo_change(
    context: TurnContext, about: About = "", change_id: UUID | None = None, again: bool = False
) -> ToolOutput:
    """Undo the last change of this conversation, or that of a task; again=true undoes the undo.

    What was done elsewhere is undone only after a yes.
    """
    if again:
        undone = context.state.undone[-1:] if _may_redo(context) else []
        return await _undo(context, undone[0], None) if undone else _said(reports.NOTHING_TO_REDO)
    if change_id is not None:
        return await _undo_this(context, change_id)
    here = _find_here(context, about)
    if here is not None and not context.is_behind and _may_undo(context, here, about):
        return await _undo(context, here.change_id, here)
    done = here or await _find_elsewhere(context, about)
    if done is None:
        return _said(found_no_change(about) if about else reports.NOTHING_TO_UNDO)
    return await _ask(context, done)


def _may_redo(context: TurnContext) -> bool:
    own = context.own_message
    if own is None:
        return True
    if not own.asks_to_redo or _REDO in context.spent:
        return False
    context.spent = [*context.spent, _REDO]
    return True


def _may_undo(context: TurnContext, done: Done, about: str = "") -> bool:
    """Say whether the person has asked to take back this, and a model has not used that up.

    It is the last change, or that of the topic that the person has named.
    """
    own = context.own_message
    if own is None:
        return True
    is_last = done in context.state.done[-1:]
    is_meant = folded(about) in own.undo_topics if about or not is_last else "" in own.undo_topics
    used = context.spent.count(_UNDO)
    if not is_meant or used >= own.undos:
        return False
    context.spent = [*context.spent, _UNDO]
    return True


async def _ask(context: TurnContext, done: Done) -> ToolOutput:
    question = Question(
        kind="undo",
        text=ask_to_undo(done),
        change_id=done.change_id,
        by_model=context.is_by_model,
    )
    return await ask(context, question, Targets())


async def _undo_this(context: TurnContext, change_id: UUID) -> ToolOutput:
    """Undo a change of this conversation, or one that the person has agreed to undo."""
    done = next((each for each in context.state.done if each.change_id == change_id), None)
    if done is None and change_id != context.agreed_undo:
        return _said(reports.NOTHING_TO_UNDO)
    if done is not None and not _may_undo(context, done):
        return await _ask(context, done)
    return await _undo(context, change_id, done)


async def _undo(context: TurnContext, change_id: UUID, done: Done | None) -> ToolOutput:
    state = context.state
    try:
        return await make_reported(
            context,
            lambda: context.tasks.undo(context.owner_id, change_id, Actor.CHAT),
            lambda undone: _report(context, change_id, done, undone),
        )
    except NothingToUndoError as error:
        state.done = [each for each in state.done if each.change_id != change_id]
        return _said(_WHY_NOT.get(type(error), reports.CHANGED_SINCE))
    except NotFoundError:
        state.done = [each for each in state.done if each.change_id != change_id]
        return _said(reports.TOO_OLD_TO_UNDO)


def _report(context: TurnContext, change_id: UUID, done: Done | None, undone: Undone) -> ToolOutput:
    """Remember what was taken back or done again, and make the output."""
    state = context.state
    state.last = None
    is_redo = change_id in state.undone
    ids = [task.id for task in undone.undone]
    context.forget(undone.removed)
    if ids:
        context.touch(ids)
    state.touched_since = [*state.touched_since, *ids, *undone.removed]
    if is_redo:
        state.undone = state.undone[:-1]
        titles = [task.title for task in undone.undone[:3]]
        count = len(ids) + len(undone.removed)
        state.done = [
            *state.done,
            Done(change_id=undone.change_id, kind="change", titles=titles, count=count),
        ]
    else:
        state.done = [each for each in state.done if each.change_id != change_id]
        state.undone = [*state.undone, undone.change_id]
    return ToolOutput(
        tasks=undone.undone[:SHOWN_MAX],
        total=len(undone.undone),
        summary=reports.say_undone(undone, done, context.today, is_redo=is_redo),
        change_id=undone.change_id,
    )


def _find_here(context: TurnContext, about: str) -> Done | None:
    """Find the latest change of this conversation; a deletion is what "restore" means first."""
    done = list(reversed(context.state.done))
    if not about:
        return done[0] if done else None
    fit = [each for each in done if _is_about(each.titles, about, context)]
    return next((each for each in fit if each.kind == "delete"), fit[0] if fit else None)


async def _find_elsewhere(context: TurnContext, about: str) -> Done | None:
    if not about:
        since = context.now - ELSEWHERE_AGE_MAX
        latest = await context.tasks.latest_change(context.owner_id, Actor.CHAT, since)
        return None if latest is None else _as_done(latest)
    page = await context.tasks.list_changes(context.owner_id, ELSEWHERE_CHANGES_MAX)
    holding = [each for each in page.items if each.undone_at is None and each.kind in _KINDS]
    fit = [each for each in holding if _is_about(each.titles, about, context)]
    deleted = [each for each in fit if each.kind is ChangeKind.DELETED]
    return _as_done((deleted or fit)[0]) if fit else None


def _is_about(titles: list[str], about: str, context: TurnContext) -> bool:
    read = parse_reference(about, context.today)
    words = read.text if isinstance(read, Words) else about
    return bool(match_titles(words, list(enumerate(titles))))


def _as_done(change: Change) -> Done:
    return Done.model_validate(
        {
            "change_id": change.id,
            "kind": _KINDS[change.kind],
            "titles": change.titles,
            "count": change.count,
        }
    )


def _said(summary: str) -> ToolOutput:
    return ToolOutput(tasks=[], summary=summary, outcome="missing")
