"""RRULE text is read strictly, and what is written reads as the same rule."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.examples import examples
from support.recurrence import rules
from taskora_api.recurrence.errors import Code, RecurrenceError
from taskora_api.recurrence.reading import TEXT_LENGTH_MAX, read_rule
from taskora_api.recurrence.rule import Rule
from taskora_api.recurrence.vocabulary import Anchor, DayOfWeek, Frequency, Skip, Weekday
from taskora_api.recurrence.wall_clock import WallClock
from taskora_api.recurrence.writing import write_rule

DAILY = Rule(frequency=Frequency.DAILY)
TOKYO = WallClock(time(8), "Asia/Tokyo")
CLOCKS = [
    None,
    WallClock(time(23, 59, 59)),
    TOKYO,
    WallClock(time(2, 30), "America/New_York"),
    WallClock(time(0), "Pacific/Kiritimati"),
]


def _code_of(text: str, clock: WallClock | None = None) -> Code:
    with pytest.raises(RecurrenceError) as refused:
        read_rule(text, clock=clock)
    return refused.value.code


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("FREQ=DAILY", DAILY),
        ("RRULE:FREQ=DAILY", DAILY),
        ("rrule:freq=daily;interval=01", DAILY),
        ("FREQ=DAILY;RSCALE=GREGORIAN", DAILY),
        ("FREQ=DAILY;RSCALE=GREGORIAN;SKIP=OMIT", DAILY),
        (
            "FREQ=MONTHLY;BYDAY=MO,-1FR,+2TU;WKST=SU",
            Rule(
                frequency=Frequency.MONTHLY,
                weekdays=(
                    DayOfWeek(Weekday.MO),
                    DayOfWeek(Weekday.FR, -1),
                    DayOfWeek(Weekday.TU, 2),
                ),
                week_start=Weekday.SU,
            ),
        ),
        (
            "RSCALE=GREGORIAN;FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29,-1;SKIP=FORWARD",
            Rule(frequency=Frequency.YEARLY, months=(2,), month_days=(-1, 29), skip=Skip.FORWARD),
        ),
    ],
)
def test_text_is_read_in_either_case_with_and_without_its_name(text: str, rule: Rule) -> None:
    assert read_rule(text) == rule


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", Code.TEXT),
        ("every monday", Code.TEXT),
        ("INTERVAL=2", Code.TEXT),
        ("FREQ=DAILY;", Code.TEXT),
        ("FREQ=DAILY;;COUNT=1", Code.TEXT),
        ("FREQ=DAILY;COUNT=", Code.TEXT),
        ("FREQ=DAILY;COUNT=1;COUNT=2", Code.TEXT),
        ("FREQ=DAILY\nRRULE:FREQ=WEEKLY", Code.PART_UNKNOWN),
        ("DTSTART:20260101\nRRULE:FREQ=DAILY", Code.TEXT),
        ("RRULE;X-NOTE=1:FREQ=DAILY", Code.TEXT),
        ("FREQ=MONTHLY;SKIP=BACKWARD", Code.TEXT),
        ("FREQ=DAILY;COUNT=\u0661", Code.TEXT),
        ("FREQ=HOURLY", Code.PART_UNKNOWN),
        ("FREQ=FORTNIGHTLY", Code.PART_UNKNOWN),
        ("FREQ=DAILY;BYHOUR=9", Code.PART_UNKNOWN),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", Code.PART_UNKNOWN),
        ("FREQ=YEARLY;BYYEARDAY=1", Code.PART_UNKNOWN),
        ("FREQ=DAILY;X-NOTE=1", Code.PART_UNKNOWN),
        ("FREQ=MONTHLY;RSCALE=HEBREW;SKIP=FORWARD", Code.PART_UNKNOWN),
        ("FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=NEVER", Code.PART_UNKNOWN),
        ("FREQ=DAILY;COUNT=-1", Code.VALUE),
        ("FREQ=DAILY;COUNT=0", Code.VALUE),
        ("FREQ=DAILY;INTERVAL=0", Code.VALUE),
        ("FREQ=DAILY;INTERVAL=99999999999", Code.VALUE),
        ("FREQ=YEARLY;BYMONTH=5L", Code.VALUE),
        ("FREQ=MONTHLY;BYMONTHDAY=1,,2", Code.VALUE),
        ("FREQ=MONTHLY;BYDAY=0MO", Code.VALUE),
        ("FREQ=MONTHLY;BYDAY=XX", Code.VALUE),
        ("FREQ=DAILY;UNTIL=20260230", Code.VALUE),
        ("FREQ=DAILY;UNTIL=2026-02-03", Code.VALUE),
        ("FREQ=DAILY;UNTIL=00010101T000000Z", Code.VALUE),
        ("FREQ=DAILY;UNTIL=20260203T250000Z", Code.VALUE),
        ("FREQ=DAILY;UNTIL=20260203T000000Z", Code.UNTIL_WITHOUT_CLOCK),
        ("FREQ=DAILY;COUNT=1;UNTIL=20260203", Code.CONFLICT),
    ],
)
def test_other_text_is_refused_with_its_code(text: str, code: Code) -> None:
    assert _code_of(text) is code


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("FREQ=HOURLY", "FREQ=HOURLY is"),
        ("FREQ=DAILY;WKST=XX", "WKST=XX is"),
        ("FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=NEVER", "SKIP=NEVER is"),
        ("FREQ=DAILY;UNTIL=18991231", "UNTIL is 1899-12-31,"),
        ("FREQ=DAILY;COUNT=X", "COUNT=X is"),
        ("FREQ=MONTHLY;BYDAY=XX", "XX in BYDAY is"),
    ],
)
def test_the_part_that_is_wrong_is_named(text: str, what: str) -> None:
    with pytest.raises(RecurrenceError) as refused:
        read_rule(text)
    assert refused.value.what.startswith(what)


def test_text_has_a_greatest_length() -> None:
    longest = "FREQ=MONTHLY;BYMONTHDAY=" + "01," * 161 + "1,-31"
    assert len(longest) == TEXT_LENGTH_MAX
    assert read_rule(longest) == Rule(frequency=Frequency.MONTHLY, month_days=(-31, 1))
    assert _code_of(longest + "1") is Code.TEXT


def test_the_anchor_is_not_in_the_text() -> None:
    rule = read_rule("FREQ=DAILY", anchor=Anchor.COMPLETION)
    assert rule.anchor is Anchor.COMPLETION
    assert write_rule(rule) == "FREQ=DAILY"


def test_freq_comes_first_and_defaults_are_left_out() -> None:
    text = "SKIP=BACKWARD;WKST=SU;BYMONTHDAY=31;COUNT=3;RSCALE=GREGORIAN;INTERVAL=2;FREQ=MONTHLY"
    written = "FREQ=MONTHLY;INTERVAL=2;COUNT=3;BYMONTHDAY=31;WKST=SU;RSCALE=GREGORIAN;SKIP=BACKWARD"
    assert write_rule(read_rule(text)) == written


def test_each_list_is_written_under_its_name_in_order() -> None:
    text = "FREQ=YEARLY;BYSETPOS=-1;BYDAY=FR,-2SU,2MO;BYMONTHDAY=15,-1;BYMONTH=6,1"
    written = "FREQ=YEARLY;BYMONTH=1,6;BYMONTHDAY=-1,15;BYDAY=2MO,FR,-2SU;BYSETPOS=-1"
    assert write_rule(read_rule(text)) == written


def test_a_rule_that_never_ends_has_neither_count_nor_until() -> None:
    assert write_rule(DAILY) == "FREQ=DAILY"


@pytest.mark.parametrize(
    ("text", "clock", "until"),
    [
        ("20260303", None, date(2026, 3, 3)),
        ("20260303", TOKYO, date(2026, 3, 3)),
        ("20260303T000000", None, date(2026, 3, 3)),
        ("20260303T080000", WallClock(time(8)), date(2026, 3, 3)),
        ("20260303T075959", WallClock(time(8)), date(2026, 3, 2)),
        # 23:00 in UTC is 08:00 of the next day in Tokyo.
        ("20260303T230000Z", TOKYO, date(2026, 3, 4)),
        ("20260303T225959Z", TOKYO, date(2026, 3, 3)),
        ("20260304T065959Z", WallClock(time(23), "America/Denver"), date(2026, 3, 3)),
        ("20260304T060000Z", WallClock(time(23), "America/Denver"), date(2026, 3, 3)),
        ("20260304T055959Z", WallClock(time(23), "America/Denver"), date(2026, 3, 2)),
    ],
)
def test_until_is_compared_as_an_instant_and_a_date_has_its_whole_day(
    text: str, clock: WallClock | None, until: date
) -> None:
    assert read_rule(f"FREQ=DAILY;UNTIL={text}", clock=clock).until == until


@pytest.mark.parametrize(
    ("clock", "until"),
    [
        (None, "20260303"),
        (WallClock(time(8)), "20260303T080000"),
        (WallClock(time(23, 59, 58)), "20260303T235958"),
        # 08:00 in Tokyo is 23:00 of the day before in UTC.
        (TOKYO, "20260302T230000Z"),
        (WallClock(time(8, 0, 1), "UTC"), "20260303T080001Z"),
    ],
)
def test_until_is_written_as_the_standard_wants_it_beside_such_a_start(
    clock: WallClock | None, until: str
) -> None:
    """RFC 5545 section 3.3.10: a date, a local time or UTC, as the start is."""
    rule = Rule(frequency=Frequency.DAILY, until=date(2026, 3, 3))
    assert write_rule(rule, clock) == f"FREQ=DAILY;UNTIL={until}"


@settings(max_examples=examples(300), deadline=None)
@given(rules(any_skip=True), st.sampled_from(CLOCKS), st.dates(date(1970, 1, 2), date(2100, 1, 1)))
def test_what_is_written_reads_as_the_same_rule(
    rule: Rule, clock: WallClock | None, until: date
) -> None:
    assert read_rule(write_rule(rule)) == rule
    ends = Rule(frequency=rule.frequency, until=until)
    assert read_rule(write_rule(ends, clock), clock=clock) == ends


@settings(max_examples=examples(500), deadline=None)
@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            [
                *("FREQ=DAILY", "FREQ=MONTHLY", "UNTIL=", "COUNT=", "BYDAY=", "1", "-1", "MO", ","),
                *(";", "=", "BYMONTHDAY=31", "00010101T000000Z", "99991231T235959Z", "SKIP=OMIT"),
            ]
        ),
        max_size=12,
    ).map("".join)
)
def test_any_text_gives_a_rule_or_the_typed_error(text: str) -> None:
    try:
        rule = read_rule(text, clock=TOKYO)
    except RecurrenceError:
        return
    assert read_rule(write_rule(rule, TOKYO), clock=TOKYO) == rule
