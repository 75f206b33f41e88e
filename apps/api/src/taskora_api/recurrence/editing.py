"""Changing one occurrence, or one and all that follow it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from taskora_api.recurrence.occurrences import require_occurrence
from taskora_api.recurrence.rule import Rule, check_date
from taskora_api.recurrence.series import Occurrence, Series
from taskora_api.recurrence.vocabulary import Anchor, DayOfWeek, Frequency, Weekday
from taskora_api.recurrence.walk import walk

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Split:
    """A series in two: what was before, None where nothing was, and what follows."""

    before: Series | None
    following: Series


def move_one(series: Series, original: date, due: date) -> Series:
    """Make one occurrence due on another date; the rule and all others stay.

    `original` is the date that the rule gives, also of one that was moved before; moving it there
    undoes the move. Raises `RecurrenceError`: NOT_AN_OCCURRENCE, and VALUE for a date that no task
    can be due on.
    """
    require_occurrence(series, original)
    check_date("the new date", due)
    others = frozenset(each for each in series.moved if each.original != original)
    own = frozenset() if due == original else frozenset({Occurrence(original, due)})
    return replace(series, moved=others | own)


def split(
    series: Series, original: date, *, rule: Rule | None = None, start: date | None = None
) -> Split:
    """Give the series before an occurrence, and the one from it on, perhaps with another rule.

    Without a change the second part goes on exactly: it keeps the start, and with it the interval,
    what is left of COUNT, and the wanted day, although its first date may be the 28th. With a rule
    or a start it begins anew on `start`, by default on the occurrence: if that still matches, it
    stays. A rule that is given brings its own COUNT; one that is kept has what is left of its own.

    What was skipped and moved goes to the part that has its original date, unless that part begins
    anew; pauses go to both. Raises `RecurrenceError` NOT_AN_OCCURRENCE.
    """
    require_occurrence(series, original)
    rest = (
        _going_on(series, original)
        if rule is None and start is None
        else Series(
            rule=_left(series, original) if rule is None else rule,
            start=original if start is None else start,
            pauses=series.pauses,
        )
    )
    return Split(_before(series, original), rest)


def on_weekday(rule: Rule, day: date) -> Rule:
    """Give a weekly rule that names one weekday that of a day; any other rule stays.

    Who moves an occurrence and those that follow from Mondays to a Tuesday means Tuesdays.
    """
    is_of_one = rule.frequency is Frequency.WEEKLY and len(rule.weekdays) == 1
    if not is_of_one or rule.positions:
        return rule
    return replace(rule, weekdays=(DayOfWeek(Weekday(day.weekday())),))


def change_rule(series: Series, original: date, rule: Rule, start: date) -> Series:
    """Give a series another rule from an open occurrence on; it counts from `start`.

    `original` is the date that names the open occurrence. A COUNT that is as it was is that of the
    whole series, so what is left of it goes on; another one begins anew. What was skipped or moved
    later than `start` stays where the new rule still gives its date, and pauses stay. Raises
    `RecurrenceError` as `walk` does.
    """
    anew = Series(rule=_counted_on(series, original, rule), start=start, pauses=series.pauses)
    if Anchor.COMPLETION in (series.rule.anchor, rule.anchor):
        return anew
    own = series.skipped | {each.original for each in series.moved}
    later = {day for day in own if day > max(original, start)}
    if not later:
        return anew
    stays = later & set(walk(anew.rule, start, min(later), max(later)))
    return replace(
        anew,
        skipped=series.skipped & stays,
        moved=frozenset(each for each in series.moved if each.original in stays),
    )


def _counted_on(series: Series, original: date, rule: Rule) -> Rule:
    if rule.count != series.rule.count:
        return rule
    return replace(rule, count=_left(series, original).count)


def _going_on(series: Series, original: date) -> Series:
    return replace(
        series,
        first=original,
        skipped=frozenset(day for day in series.skipped if day >= original),
        moved=frozenset(each for each in series.moved if each.original >= original),
    )


def _before(series: Series, original: date) -> Series | None:
    last = original - ONE_DAY
    if next(walk(series.rule, series.start, series.earliest, last), None) is None:
        return None
    return replace(
        series,
        rule=replace(series.rule, count=None, until=last),
        skipped=frozenset(day for day in series.skipped if day <= last),
        moved=frozenset(each for each in series.moved if each.original <= last),
    )


def _left(series: Series, original: date) -> Rule:
    if series.rule.count is None:
        return series.rule
    past = sum(1 for _ in walk(series.rule, series.start, series.start, original - ONE_DAY))
    return replace(series.rule, count=series.rule.count - past)
