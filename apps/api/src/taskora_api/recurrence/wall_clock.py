"""The time of day of a series in a zone, laid on its dates after the rule has given them.

No rule is ever followed in hours: a day that has 23 or 25 of them is one day. Local times that do
not exist, or exist twice, are read as RFC 5545 section 3.3.5 says.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from taskora_api.recurrence.errors import Code, RecurrenceError

ZONE_LENGTH_MAX = 64


@dataclass(frozen=True, slots=True)
class WallClock:
    """A time of day, in a zone of the IANA database or floating (`zone` is None).

    A floating time is the same clock time wherever its reader is, so its instant needs the zone of
    a reader. Raises `RecurrenceError`: VALUE for a time with an offset of its own or parts of
    seconds, ZONE for a name that the database does not have.
    """

    time: time
    zone: str | None = None

    def __post_init__(self) -> None:
        if self.time.tzinfo is not None:
            raise RecurrenceError(Code.VALUE, "the time of day has an offset of its own")
        if self.time.microsecond:
            raise RecurrenceError(Code.VALUE, "the time of day has parts of seconds")
        if self.zone is not None:
            _zone(self.zone)

    def instant(self, day: date, reader_zone: str | None = None) -> datetime:
        """Give the instant on a date, as a datetime with the offset that is in force then.

        Gap: a time that the clocks jump over is moved forward by as much as they jump, because it
        is read with the offset from before: a day gives one instant, and none is left out. 02:30
        becomes 03:30. Fold: of a time that comes twice, the first is meant.

        `reader_zone` counts for a floating time only. Raises `RecurrenceError` ZONE where there is
        neither a zone of the series nor one of the reader.
        """
        zone = _zone(self.zone if self.zone is not None else reader_zone)
        local = datetime.combine(day, self.time.replace(fold=0), zone)
        # There and back again: UTC has no gaps, so what comes back is a time that exists.
        return local.astimezone(UTC).astimezone(zone)

    def last_day_until(self, moment: datetime, reader_zone: str | None = None) -> date:
        """Give the last date whose instant is not after a moment, which has an offset.

        It reads UNTIL in UTC as a date of the series. With the present moment it is the last day
        whose time has come: who completes something at noon that is due each day at 19:00 has it
        due again today, so this is the `on` of `completion.complete`. Raises as `instant` does, and
        VALUE for a moment without an offset.
        """
        if moment.tzinfo is None:
            raise RecurrenceError(Code.VALUE, "the moment has no offset")
        zone = _zone(self.zone if self.zone is not None else reader_zone)
        day = moment.astimezone(zone).date() + timedelta(days=1)
        while self.instant(day, reader_zone) > moment:
            day -= timedelta(days=1)
        return day


def _zone(name: str | None) -> ZoneInfo:
    if name is None:
        raise RecurrenceError(Code.ZONE, "a floating time has no instant without a reader's zone")
    try:
        if len(name) > ZONE_LENGTH_MAX:
            raise ZoneInfoNotFoundError(name)
        return ZoneInfo(name)
    # A name that is a folder of the database or leads out of it is an error of the file system.
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise RecurrenceError(
            Code.ZONE, f"{name[:ZONE_LENGTH_MAX]!r} is no zone of the IANA database"
        ) from None
