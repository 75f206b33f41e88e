"""Rules as RFC 5545 section 3.8.5.3 and RFC 7529 section 4.2 show them give the dates shown there.

Of the time of day, 09:00 in New York, only UNTIL needs anything.
"""

from datetime import date, time
from itertools import islice

import pytest

from support.recurrence import BACKWARD, FORWARD, day, days
from taskora_api.recurrence.reading import read_rule
from taskora_api.recurrence.walk import walk
from taskora_api.recurrence.wall_clock import WallClock

CLOCK = WallClock(time(9), "America/New_York")


@pytest.mark.parametrize(
    ("rule", "start", "dates"),
    [
        ("FREQ=DAILY;INTERVAL=2", "1997-09-02", "1997-09-02 1997-09-04 1997-09-06"),
        (
            "FREQ=DAILY;INTERVAL=10;COUNT=5",
            "1997-09-02",
            "1997-09-02 1997-09-12 1997-09-22 1997-10-02 1997-10-12",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
            "1997-09-02",
            "1997-09-02 1997-09-16 1997-09-30 1997-10-14",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
            "1997-09-02",
            "1997-09-02 1997-09-04 1997-09-16 1997-09-18 "
            "1997-09-30 1997-10-02 1997-10-14 1997-10-16",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
            "1997-08-05",
            "1997-08-05 1997-08-10 1997-08-19 1997-08-24",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
            "1997-08-05",
            "1997-08-05 1997-08-17 1997-08-19 1997-08-31",
        ),
        (
            "FREQ=MONTHLY;COUNT=4;BYDAY=1FR",
            "1997-09-05",
            "1997-09-05 1997-10-03 1997-11-07 1997-12-05",
        ),
        (
            "FREQ=MONTHLY;INTERVAL=2;BYDAY=1SU,-1SU",
            "1997-09-07",
            "1997-09-07 1997-09-28 1997-11-02 1997-11-30 1998-01-04",
        ),
        (
            "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
            "1997-09-22",
            "1997-09-22 1997-10-20 1997-11-17 1997-12-22 1998-01-19 1998-02-16",
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=-3", "1997-09-28", "1997-09-28 1997-10-29 1997-11-28"),
        (
            "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
            "1997-09-30",
            "1997-09-30 1997-10-01 1997-10-31 1997-11-01 1997-11-30 "
            "1997-12-01 1997-12-31 1998-01-01 1998-01-31 1998-02-01",
        ),
        (
            "FREQ=MONTHLY;INTERVAL=18;COUNT=8;BYMONTHDAY=10,11,12,13,14,15",
            "1997-09-10",
            "1997-09-10 1997-09-11 1997-09-12 1997-09-13 1997-09-14 1997-09-15 "
            "1999-03-10 1999-03-11",
        ),
        ("FREQ=YEARLY;BYMONTH=6,7", "1997-06-10", "1997-06-10 1997-07-10 1998-06-10"),
        (
            "FREQ=YEARLY;INTERVAL=2;BYMONTH=1,2,3",
            "1997-03-10",
            "1997-03-10 1999-01-10 1999-02-10 1999-03-10",
        ),
        ("FREQ=YEARLY;BYDAY=20MO", "1997-05-19", "1997-05-19 1998-05-18 1999-05-17"),
        (
            "FREQ=YEARLY;BYMONTH=3;BYDAY=TH",
            "1997-03-13",
            "1997-03-13 1997-03-20 1997-03-27 1998-03-05",
        ),
        (
            "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
            "1997-09-02",
            "1998-02-13 1998-03-13 1998-11-13 1999-08-13 2000-10-13",
        ),
        (
            "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
            "1996-11-05",
            "1996-11-05 2000-11-07 2004-11-02",
        ),
        (
            "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
            "1997-09-04",
            "1997-09-04 1997-10-07 1997-11-06",
        ),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
            "1997-09-29",
            "1997-09-29 1997-10-30 1997-11-27 1997-12-30",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5",
            "2007-01-15",
            "2007-01-15 2007-01-30 2007-02-15 2007-03-15 2007-03-30",
        ),
        ("FREQ=MONTHLY;COUNT=4", "2014-01-31", "2014-01-31 2014-03-31 2014-05-31 2014-07-31"),
        (
            f"FREQ=MONTHLY;COUNT=4{BACKWARD}",
            "2014-01-31",
            "2014-01-31 2014-02-28 2014-03-31 2014-04-30",
        ),
        (
            f"FREQ=MONTHLY;COUNT=4{FORWARD}",
            "2014-01-31",
            "2014-01-31 2014-03-01 2014-03-31 2014-05-01",
        ),
    ],
)
def test_a_rule_gives_the_dates_of_its_standard(rule: str, start: str, dates: str) -> None:
    wanted = days(dates)
    found = walk(read_rule(rule), day(start), day(start))
    assert list(islice(found, len(wanted))) == wanted


@pytest.mark.parametrize(
    ("rule", "start", "last", "total"),
    [
        ("FREQ=DAILY;COUNT=10", "1997-09-02", "1997-09-11", 10),
        ("FREQ=DAILY;UNTIL=19971224T000000Z", "1997-09-02", "1997-12-23", 113),
        ("FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1", "1998-01-01", "2000-01-31", 93),
        (
            "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
            "1998-01-01",
            "2000-01-31",
            93,
        ),
        ("FREQ=WEEKLY;UNTIL=19971224T000000Z", "1997-09-02", "1997-12-23", 17),
        ("FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH", "1997-09-02", "1997-10-02", 10),
        (
            "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
            "1997-09-01",
            "1997-12-22",
            25,
        ),
        ("FREQ=YEARLY;INTERVAL=3;COUNT=4", "1997-01-01", "2006-01-01", 4),
    ],
)
def test_a_rule_ends_where_its_standard_says(rule: str, start: str, last: str, total: int) -> None:
    dates = list(walk(read_rule(rule, clock=CLOCK), day(start), day(start)))
    assert (dates[-1], len(dates)) == (date.fromisoformat(last), total)
