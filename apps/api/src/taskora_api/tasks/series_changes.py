"""What a person does with a series beside completing its open occurrence, as transitions.

Each gives the task itself where it was done before: a request that is sent twice changes it once.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import MISSING

from taskora_api.errors import InvalidFieldError
from taskora_api.ledger.position import position_at
from taskora_api.recurrence import editing, pausing
from taskora_api.recurrence.errors import Code, RecurrenceError
from taskora_api.recurrence.occurrences import (
    first_occurrence,
    next_occurrence,
    occurrences_after,
    require_occurrence,
)
from taskora_api.recurrence.series import Occurrence, Pause, Series
from taskora_api.recurrence.vocabulary import Anchor
from taskora_api.recurrence.wall_clock import WallClock
from taskora_api.tasks import transition
from taskora_api.tasks.clock import clock_of
from taskora_api.tasks.recurrence_schemas import NewRecurrence, Recurrence
from taskora_api.tasks.recurring import rule_of, series_of, written
from taskora_api.tasks.schemas import SeriesChanges, Task, TaskChanges
from taskora_api.tasks.transition import Transition

ONE_DAY = editing.ONE_DAY


@dataclass(frozen=True, slots=True)
class New:
    """What a task that is made of another one has of its own."""

    task_id: UUID
    member_id: str
    at: datetime


def skip(task: Task, original: date, today: date, now: datetime) -> Transition:
    """Leave out an occurrence: the open one, or a later one that the rule gives.

    Raises:
        InvalidFieldError: the task does not recur.
        RecurrenceError: NOT_AN_OCCURRENCE.
    """
    kept, due = _open(task)
    if task.completed_at is not None or original < kept.original_on or original in kept.skipped_on:
        return Transition(task, task)
    if original == kept.original_on:
        return transition.skip(task, today, now)
    series = series_of(kept)
    _require_later(series, original)
    without = replace(
        series,
        skipped=series.skipped | {original},
        moved=frozenset(each for each in series.moved if each.original != original),
    )
    return _with(task, without, Occurrence(kept.original_on, due), now)


def pause(task: Task, start: date, resumed: date, now: datetime) -> Transition:
    """Make nothing due from a day until the day before another one.

    An open occurrence that is due in between gives place to the first one after it.

    Raises:
        InvalidFieldError: the task does not recur.
        RecurrenceError: PAUSED, or VALUE for days in no order, or where nothing would be left.
    """
    kept, due = _open(task)
    series = series_of(kept)
    if task.completed_at is not None or Pause(start, resumed) in series.pauses:
        return Transition(task, task)
    paused = pausing.pause(series, start, resumed)
    open_one = Occurrence(kept.original_on, due)
    if paused.is_paused(due):
        following = next_occurrence(paused, kept.original_on)
        if following is None:
            raise RecurrenceError(
                Code.VALUE, f"nothing of the series is left after a pause until {resumed}"
            )
        open_one = following
    return _with(task, paused, open_one, now)


def resume(task: Task, on: date, now: datetime) -> Transition:
    """End the pause that has a day: something can be due on it again.

    Raises:
        InvalidFieldError: the task does not recur.
        RecurrenceError: NOT_PAUSED.
    """
    kept, due = _open(task)
    series = series_of(kept)
    if task.completed_at is not None or any(each.resumed == on for each in series.pauses):
        return Transition(task, task)
    resumed = pausing.resume(series, on)
    (over,) = (each for each in series.pauses if each.covers(on))
    open_one = Occurrence(kept.original_on, due)
    gave_place = next(occurrences_after(series, over.start - ONE_DAY, kept.original_on), None)
    if gave_place is not None and gave_place.original == kept.original_on > over.start:
        # What the pause had held back comes before what it gave place to, unless that is over.
        earlier = occurrences_after(resumed, over.start - ONE_DAY, kept.original_on)
        open_one = next((each for each in earlier if each.due >= on), open_one)
    return _with(task, resumed, open_one, now)


def split(
    task: Task, original: date, changes: SeriesChanges, new: New
) -> tuple[Transition | None, Transition]:
    """Change an occurrence and all that follow it: what was before, and what follows.

    Of a later occurrence what follows is another task; of the open one it is the task itself, and
    nothing is before.

    Raises:
        InvalidFieldError: the task does not recur, or a field does not go with the others.
        RecurrenceError: NOT_AN_OCCURRENCE, also for one that is over.
    """
    kept, due = _open(task)
    series = series_of(kept)
    is_open = original == kept.original_on and task.completed_at is None
    if not is_open:
        if task.completed_at is not None or original < kept.original_on:
            raise RecurrenceError(
                Code.NOT_AN_OCCURRENCE, f"the occurrence of {original} is over already"
            )
        _require_later(series, original)
    recurrence, first_due = _following(
        series,
        kept,
        Occurrence(original, due),
        changes,
        is_open=is_open,
        clock=clock_of(task, changes),
    )
    rest = _without_schedule(changes)
    values = transition.following(task, recurrence, first_due)
    if is_open:
        base = task.model_copy(update=values)
        changed = transition.change(base, rest, new.at).task
        return None, transition.replaced(task, _differing(task, changed), new.at)
    base = task.model_copy(
        update=values
        | {
            "id": new.task_id,
            "created_by": new.member_id,
            "position": position_at(new.at),
            "created_at": new.at,
            "updated_at": new.at,
        }
    )
    made = transition.change(base, rest, new.at).task.model_copy(update={"version": 1})
    before = editing.split(series, original).before
    if before is None:
        raise RecurrenceError(Code.NOT_AN_OCCURRENCE, f"nothing is before {original}")
    return _with(task, before, Occurrence(kept.original_on, due), new.at), Transition(None, made)


def _open(task: Task) -> tuple[Recurrence, date]:
    if task.recurrence is None or task.due_on is None:
        raise InvalidFieldError("recurrence", "recurrence_missing")
    return task.recurrence, task.due_on


def _require_later(series: Series, original: date) -> None:
    """Only a rule that counts from due dates knows what comes after the open occurrence."""
    if series.rule.anchor is Anchor.COMPLETION:
        raise RecurrenceError(
            Code.NOT_AN_OCCURRENCE, "the rule counts from completion, so only the open one is known"
        )
    require_occurrence(series, original)


def _following(
    series: Series,
    kept: Recurrence,
    this: Occurrence,
    changes: SeriesChanges,
    *,
    is_open: bool,
    clock: WallClock | None,
) -> tuple[Recurrence, date]:
    """What follows, and when it is due first; it goes on exactly where no date or rule changes."""
    new = changes.recurrence if isinstance(changes.recurrence, NewRecurrence) else None
    day = changes.due_on if isinstance(changes.due_on, date) else None
    if day == this.due:
        day = None
    rule = None if new is None else rule_of(new, clock)
    if rule == series.rule:
        # What is sent as it was is no change.
        rule = None
    catch_up = kept.catch_up if new is None else new.catch_up
    if is_open and rule is None and day is None:
        return kept.model_copy(update={"catch_up": catch_up}), this.due
    moved_to = day if rule is None else None
    if moved_to is not None:
        rule = editing.on_weekday(series.rule, moved_to)
    following = editing.split(series, this.original, rule=rule, start=day).following
    first = first_occurrence(following)
    if moved_to is not None and (first is None or first.due != moved_to):
        # The rule never gives that day, so only this one is due on it.
        whole = editing.split(series, this.original).following
        following = editing.move_one(whole, this.original, moved_to)
        first = Occurrence(this.original, moved_to)
    if first is None:
        raise InvalidFieldError("recurrence", "recurrence_never")
    return written(following, first, catch_up=catch_up), first.due


def _without_schedule(changes: SeriesChanges) -> TaskChanges:
    """What else is changed; a date or rule that is taken away is taken away here."""
    values: dict[str, Any] = {name: getattr(changes, name) for name in changes.model_fields_set}
    for name in ("due_on", "recurrence"):
        if values.get(name, MISSING) is not None:
            values.pop(name, None)
    return TaskChanges.model_construct(_fields_set=set(values), **values)


def _differing(task: Task, changed: Task) -> dict[str, Any]:
    return {
        name: getattr(changed, name)
        for name in Task.model_fields
        if name not in transition.BOOKKEEPING and getattr(changed, name) != getattr(task, name)
    }


def _with(task: Task, series: Series, open_one: Occurrence, now: datetime) -> Transition:
    recurrence = task.recurrence
    catch_up = recurrence is not None and recurrence.catch_up
    following = written(series, open_one, catch_up=catch_up)
    return transition.replaced(task, transition.following(task, following, open_one.due), now)
