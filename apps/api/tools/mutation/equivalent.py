"""Faults that nobody can notice, each with the reason.

A name that no living mutant has is refused.
"""

_NEVER_ZERO = "a rule has no such number 0"
_NO_ZONE = "the database has no name that long; the limit keeps such names from the file system"
_SCANNED = "more is scanned and left out again; the condition keeps the walk short"

EQUIVALENT: dict[str, str] = {
    # Recurrence.
    "completion _next_due: `[each.original - ONE_DAY for each in series.moved if each.due > on]` "
    "is `[each.original - ONE_DAY for each in series.moved]`": _SCANNED,
    "completion _next_due: `each.due > on` is `each.due >= on`": _SCANNED,
    "editing _going_on: `day >= original` is `day > original`": (
        "what was skipped is no occurrence to split at"
    ),
    "expansion _weekdays_between: `entry.ordinal > 0` is `entry.ordinal >= 0`": (
        "an entry without an ordinal took the other branch"
    ),
    "expansion dates_in_period: `place > 0` is `place >= 0`": _NEVER_ZERO,
    "month_days day_of_month: `number > 0` is `number >= 0`": _NEVER_ZERO,
    "month_days day_of_month: `number > 0` is `number >= 0` (2)": _NEVER_ZERO,
    "month_days day_of_month: `number > 0` is `number > 1` (2)": "each month has a day 1",
    "occurrences occurrences_after: `series.paused_since - ONE_DAY` is "
    "`series.paused_since + ONE_DAY`": _SCANNED,
    "occurrences occurrences_between: "
    "`[each.original for each in series.moved if first <= each.due <= last]` is "
    "`[each.original for each in series.moved]`": _SCANNED,
    "periods _first_day: `date(number, 1, 1)` is `date(number, 1, 2)`": (
        "of a year only the number is used, and no date of it lies before its first day"
    ),
    "walk _until: `(day, 0)` is `(day, 1)`": (
        "a rule that has matched matches again within 40 years, and 60,000 days in vain are 80"
    ),
    "wall_clock WallClock.last_day_until: `days=1` is `days=2`": (
        "the search begins a day later and comes back"
    ),
    "wall_clock _zone: `len(name) > ZONE_LENGTH_MAX` is `len(name) >= ZONE_LENGTH_MAX`": _NO_ZONE,
    "wall_clock _zone: without `raise ZoneInfoNotFoundError(name)`": _NO_ZONE,
    "wall_clock on import: `ZONE_LENGTH_MAX = 64` is `ZONE_LENGTH_MAX = 65`": _NO_ZONE,
    # The ledger.
    "chain Links.__init__: `Subject(space_id, '', space_id)` is "
    "`Subject(space_id, '~', space_id)`": (
        "of this subject only the space is written; each entry has its own"
    ),
}
