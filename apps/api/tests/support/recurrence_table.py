"""The table of docs/recurrence.md: rules of which libraries make different dates.

`python -m support.recurrence_table` writes it anew, of what the libraries and the engine give then;
a test compares. What stands under "others" was measured by hand.
"""

import json
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from support.recurrence import RruleTemporal, dateutil_times, running_rrule_temporal
from taskora_api.recurrence.errors import RecurrenceError
from taskora_api.recurrence.reading import read_rule
from taskora_api.recurrence.walk import walk
from taskora_api.recurrence.wall_clock import WallClock

API = Path(__file__).parents[2]
ROWS = API / "tests/recurrence/data/disagreements.json"
DOCUMENT = API.parents[1] / "docs/recurrence.md"
BEGIN, END = "<!-- disagreements:begin -->\n", "<!-- disagreements:end -->"
HEAD = "| rule | start | dateutil | rrule-temporal | others | ours | why |"
LIMIT = 4
DATE_LENGTH = len("2026-01-01")


@dataclass(frozen=True)
class Row:
    """One rule and start; a `start` with a time of day has a `zone`, one without may have it."""

    rule: str
    start: str
    others: str
    why: str
    zone: str | None = None

    @property
    def text(self) -> str:
        """The DTSTART and RRULE that the libraries read."""
        start = f"{datetime.fromisoformat(self.start):%Y%m%dT%H%M%S}"
        zone = "" if self.zone is None else f";TZID={self.zone}"
        return f"DTSTART{zone}:{start}\nRRULE:{self.rule}"

    @property
    def clock(self) -> WallClock | None:
        """The time of day that ours lays on the dates."""
        if self.zone is None:
            return None
        return WallClock(datetime.fromisoformat(self.start).time(), self.zone)


def table() -> str:
    """Follow all rules with both libraries and the engine, and write what they give."""
    rows = [Row(**row) for row in json.loads(ROWS.read_text(encoding="utf-8"))]
    with running_rrule_temporal() as temporal:
        lines = [_line(row, temporal) for row in rows]
    return "\n".join(["<!-- prettier-ignore -->", HEAD, "| - " * 7 + "|", *lines, "", ""])


def _line(row: Row, temporal: RruleTemporal) -> str:
    cells = [
        f"`{row.rule}`",
        row.start if row.zone is None else f"{row.start} {row.zone}",
        _cell(lambda: _dateutil(row)),
        _cell(lambda: _rrule_temporal(row, temporal)),
        row.others,
        _cell(lambda: _ours(row)),
        row.why,
    ]
    return f"| {' | '.join(cells)} |"


def _cell(follow: Callable[[], Iterable[str]]) -> str:
    try:
        return ", ".join(follow()) or "nothing"
    except RecurrenceError as error:
        return f"refused: `{error.code}`"
    except ValueError as error:
        return f"refused: {error}"


def _shown(row: Row, found: str) -> str:
    return found if row.zone is not None else found[:DATE_LENGTH]


def _dateutil(row: Row) -> list[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        times = dateutil_times(row.text, LIMIT)
    return [_shown(row, each.isoformat(timespec="minutes")) for each in times]


def _rrule_temporal(row: Row, temporal: RruleTemporal) -> list[str]:
    # It reads a start without a zone in UTC where that is said.
    text = row.text if row.zone is not None else row.text.replace("\n", "Z\n")
    return [_shown(row, each) for each in temporal.times(text, LIMIT)]


def _ours(row: Row) -> list[str]:
    start, clock = date.fromisoformat(row.start[:DATE_LENGTH]), row.clock
    dates = list(islice(walk(read_rule(row.rule, clock=clock), start, start), LIMIT))
    if clock is None:
        return [each.isoformat() for each in dates]
    return [clock.instant(each).isoformat(timespec="minutes") for each in dates]


def main() -> None:
    """Write the table into the document."""
    text = DOCUMENT.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    DOCUMENT.write_text(before + BEGIN + table() + END + after, encoding="utf-8")


if __name__ == "__main__":
    main()
