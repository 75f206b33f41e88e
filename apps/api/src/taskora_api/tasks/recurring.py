"""What becomes of a task that recurs: the step from the wire to the engine and back."""

from collections.abc import Callable
from datetime import date

from taskora_api.errors import InvalidFieldError
from taskora_api.recurrence import editing
from taskora_api.recurrence.completion import Advance, complete, skip
from taskora_api.recurrence.errors import Code, RecurrenceError
from taskora_api.recurrence.occurrences import first_occurrence
from taskora_api.recurrence.reading import read_rule
from taskora_api.recurrence.rule import Rule
from taskora_api.recurrence.series import Occurrence, Pause, Series
from taskora_api.recurrence.wall_clock import WallClock
from taskora_api.recurrence.writing import write_rule
from taskora_api.tasks.recurrence_schemas import (
    MovedOccurrence,
    NewRecurrence,
    PausedDays,
    Recurrence,
)

_FIELD = "recurrence"


def rule_of(new: NewRecurrence, clock: WallClock | None) -> Rule:
    """Read a rule that was sent; UNTIL may need the time of day of its task.

    Raises:
        InvalidFieldError: UNTIL is in UTC, and the task has no zone.
    """
    try:
        return read_rule(new.rule, anchor=new.anchor, clock=clock)
    except RecurrenceError as error:
        raise InvalidFieldError(_FIELD, "recurrence_rule", str(error)) from None


def begin(
    new: NewRecurrence, start: date | None, clock: WallClock | None
) -> tuple[Recurrence, date]:
    """Make the recurrence of a task that is due on a date, and its first due date.

    The first occurrence is the first match on or after that date: who makes Mon/Wed/Fri on a
    Saturday has it due on Monday.

    Raises:
        InvalidFieldError: there is no date to count from, or the rule never gives one.
    """
    if start is None:
        raise InvalidFieldError("due_on", "recurrence_without_date")
    series = Series(rule=rule_of(new, clock), start=start)
    first = _first(series)
    return written(series, first, catch_up=new.catch_up), first.due


def change_rule(
    kept: Recurrence, new: NewRecurrence, open_due: date, due: date, clock: WallClock | None
) -> tuple[Recurrence, date]:
    """Give another rule, which goes on with what the series had as `editing.change_rule` says.

    Today's occurrence stays if it matches. A rule that is sent as it was is no change, unless the
    open occurrence gets another date than `open_due`, on which it is due so far.

    Raises:
        InvalidFieldError: the rule never gives a date.
    """
    rule, before = rule_of(new, clock), series_of(kept)
    if rule == before.rule and due == open_due:
        return kept.model_copy(update={"catch_up": new.catch_up}), due
    try:
        series = editing.change_rule(before, kept.original_on, rule, due)
    except RecurrenceError as error:
        raise InvalidFieldError(_FIELD, "recurrence_never", str(error)) from None
    first = _first(series)
    return written(series, first, catch_up=new.catch_up), first.due


def reschedule(kept: Recurrence, due: date) -> Recurrence:
    """Move the open occurrence to another date; its rule and all others stay."""
    series = _moved(series_of(kept), kept.original_on, due)
    return written(series, Occurrence(kept.original_on, due), catch_up=kept.catch_up)


def complete_occurrence(kept: Recurrence, due: date, on: date) -> tuple[Recurrence, date] | None:
    """Give what follows once the open occurrence was completed; None at the end.

    `on` is the date of completion or, of a rule that counts from due dates, the last date whose
    time of day has come.
    """
    done = Occurrence(kept.original_on, due)
    return _advanced(lambda series: complete(series, done, on, catch_up=kept.catch_up), kept)


def skip_occurrence(kept: Recurrence, due: date, on: date) -> tuple[Recurrence, date] | None:
    """Give what follows once the open occurrence was left out on a date; None at the end."""
    skipped = Occurrence(kept.original_on, due)
    return _advanced(lambda series: skip(series, skipped, on, catch_up=kept.catch_up), kept)


def _advanced(
    follow: Callable[[Series], Advance], kept: Recurrence
) -> tuple[Recurrence, date] | None:
    """Follow a series; one that leaves the calendar ends, as one does whose rule has an end."""
    try:
        advance = follow(series_of(kept))
    except RecurrenceError as error:
        if error.code is Code.CALENDAR_END:
            return None
        raise InvalidFieldError(_FIELD, "recurrence_never", str(error)) from None
    if advance.next is None:
        return None
    return written(advance.series, advance.next, catch_up=kept.catch_up), advance.next.due


def _first(series: Series) -> Occurrence:
    try:
        first = first_occurrence(series)
    except RecurrenceError as error:
        raise InvalidFieldError(_FIELD, "recurrence_never", str(error)) from None
    if first is None:
        raise InvalidFieldError(_FIELD, "recurrence_never")
    return first


def _moved(series: Series, original: date, due: date) -> Series:
    try:
        return editing.move_one(series, original, due)
    except RecurrenceError as error:
        raise InvalidFieldError("due_on", "recurrence_date", str(error)) from None


def series_of(kept: Recurrence) -> Series:
    """Give the series of a recurrence, as the engine takes it."""
    return Series(
        rule=read_rule(kept.rule, anchor=kept.anchor),
        start=kept.start_on,
        first=kept.first_on,
        skipped=frozenset(kept.skipped_on),
        moved=frozenset(Occurrence(each.original_on, each.due_on) for each in kept.moved),
        pauses=frozenset(Pause(each.start_on, each.resumed_on) for each in kept.pauses),
    )


def written(series: Series, open_one: Occurrence, *, catch_up: bool) -> Recurrence:
    """Write a series; what was moved or skipped before the open occurrence is over."""
    original = open_one.original
    return Recurrence(
        rule=write_rule(series.rule),
        anchor=series.rule.anchor,
        catch_up=catch_up,
        start_on=series.start,
        first_on=series.first,
        original_on=original,
        skipped_on=sorted(day for day in series.skipped if day >= original),
        moved=[
            MovedOccurrence(original_on=each.original, due_on=each.due)
            for each in sorted(series.moved)
            if each.original >= original or each.due > open_one.due
        ],
        pauses=[
            PausedDays(start_on=each.start, resumed_on=each.resumed)
            for each in sorted(series.pauses, key=lambda pause: pause.start)
        ],
    )
