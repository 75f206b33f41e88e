"""When the next one is due after one was completed or skipped."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from taskora_api.recurrence.occurrences import next_occurrence, occurrences_after
from taskora_api.recurrence.rule import check_date
from taskora_api.recurrence.series import Occurrence, Series
from taskora_api.recurrence.vocabulary import Anchor
from taskora_api.recurrence.walk import walk

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Advance:
    """What follows an occurrence: the series to keep from now on, and its next occurrence.

    `next` is None where the series has ended, or while a pause without an end holds it back.
    """

    series: Series
    next: Occurrence | None


def complete(series: Series, done: Occurrence, on: date, *, catch_up: bool = False) -> Advance:
    """Give what follows an occurrence that was completed on a date of the person's own calendar.

    From due: the next one is the first after the completed one that is due after that date. What
    was missed in between is not made up for: with `catch_up` it is, one after the other. From
    completion: the rule begins anew on the date of completion, and gives its first date that is
    later than the completed one too, because what is done is not due again; COUNT goes down by
    one.

    The same arguments give the same answer, so completing twice makes one successor; the series
    that was given is as it was, so keeping it is all that undoing needs. Raises `RecurrenceError`
    as `walk` does, and VALUE for a date on which no task can be due.
    """
    check_date("the date of completion", on)
    if series.rule.anchor is Anchor.COMPLETION:
        return _begin_anew(series, done, on)
    return Advance(series, _next_due(series, done, on, catch_up=catch_up))


def skip(series: Series, skipped: Occurrence, on: date, *, catch_up: bool = False) -> Advance:
    """Give what follows an occurrence that was left out on a date, which is not done.

    From due: as for a completion, and the series remembers what was skipped. From completion: the
    rule begins anew on the later of the due date and that date, because leaving out Friday's on a
    Wednesday does not make Wednesday a completion. Raises as `complete` does.
    """
    check_date("the date of skipping", on)
    if series.rule.anchor is Anchor.COMPLETION:
        return _begin_anew(series, skipped, max(skipped.due, on))
    kept = replace(
        series,
        skipped=series.skipped | {skipped.original},
        moved=frozenset(each for each in series.moved if each.original != skipped.original),
    )
    return Advance(kept, _next_due(kept, skipped, on, catch_up=catch_up))


def _next_due(series: Series, after: Occurrence, on: date, *, catch_up: bool) -> Occurrence | None:
    if catch_up:
        return next_occurrence(series, after.original)
    # One that was moved to a later day can have its original date before the completion.
    pending = [each.original - ONE_DAY for each in series.moved if each.due > on]
    since = max(after.original, min([on, *pending]))
    return next((each for each in occurrences_after(series, since) if each.due > on), None)


def _begin_anew(series: Series, over: Occurrence, on: date) -> Advance:
    left = None if series.rule.count is None else series.rule.count - 1
    if left == 0:
        return Advance(series, None)
    uncounted = replace(series.rule, count=None)
    begin = next(walk(uncounted, on, max(on, over.original, over.due) + ONE_DAY), None)
    if begin is None:
        return Advance(series, None)
    anew = Series(rule=uncounted, start=begin, pauses=series.pauses)
    following = next_occurrence(anew, begin - ONE_DAY)
    # COUNT counts completions here, so what lies in a pause is none.
    start = begin if following is None else following.original
    return Advance(replace(anew, rule=replace(uncounted, count=left), start=start), following)
