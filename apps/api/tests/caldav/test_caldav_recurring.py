"""Tasks that recur, in both directions: what a program and the page do is the same."""

import pytest

from support.caldav import CALENDAR, todo, unfolded
from support.product_calendars import ProductDav

RULE = ["SUMMARY:water", "DTSTART;VALUE=DATE:20260302", "DUE;VALUE=DATE:20260302"]


@pytest.fixture
def dav(product_dav: ProductDav) -> ProductDav:
    """Ann, and an empty calendar of hers."""
    return product_dav


async def _lines(dav: ProductDav, name: str = "one.ics") -> set[str]:
    return set(unfolded((await dav.get(name)).content))


async def test_a_rule_of_a_program_recurs_on_the_page(dav: ProductDav) -> None:
    await dav.put("one.ics", todo(*RULE, "RRULE:FREQ=WEEKLY;BYDAY=MO"))
    task = (await dav.tasks())["water"]
    assert task["recurrence"]["rule"] == "FREQ=WEEKLY;BYDAY=MO"
    done = {"completed": True, "occurrenceOn": "2026-03-02"}
    await dav.rest("PATCH", f"/tasks/{task['id']}", done)
    after = (await dav.tasks())["water"]
    assert after["completedAt"] is None
    day = after["dueOn"].replace("-", "")
    assert {f"DUE;VALUE=DATE:{day}", f"DTSTART;VALUE=DATE:{day}"} <= await _lines(dav)
    assert day > "20260302"


async def test_a_rule_of_the_page_recurs_in_a_program(dav: ProductDav) -> None:
    made = await dav.rest(
        "POST",
        "/tasks",
        {
            "title": "water",
            "projectId": await dav.project(),
            "dueOn": "2026-03-02",
            "recurrence": {"rule": "FREQ=DAILY;INTERVAL=3"},
        },
    )
    name = f"{made['id']}.ics"
    seen = (await dav.get(name)).content
    assert {"RRULE:FREQ=DAILY;INTERVAL=3", "DUE;VALUE=DATE:20260302"} <= set(unfolded(seen))
    moved = seen.replace(b"DUE;VALUE=DATE:20260302", b"DUE;VALUE=DATE:20260303")
    await dav.put(name, moved)
    after = (await dav.tasks())["water"]
    assert (after["dueOn"], after["recurrence"]["originalOn"]) == ("2026-03-03", "2026-03-02")
    assert after["recurrence"]["rule"] == "FREQ=DAILY;INTERVAL=3"
    plain = b"\r\n".join(
        line for line in moved.split(b"\r\n") if not line.startswith((b"RRULE", b"EXDATE"))
    )
    await dav.put(name, plain)
    assert (await dav.tasks())["water"]["recurrence"] is None


@pytest.mark.parametrize(
    "rule",
    [
        *("FREQ=DAILY;INTERVAL=3;UNTIL=20260601", "FREQ=WEEKLY;BYDAY=MO"),
        *("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "FREQ=MONTHLY;BYMONTHDAY=2"),
    ],
)
async def test_a_due_date_that_goes_on_alone_moves_one_occurrence(
    dav: ProductDav, rule: str
) -> None:
    """DTSTART stays behind, and was there for the rule alone: the series is as it was."""
    name = "one.ics"
    await dav.put(name, todo(*RULE, f"RRULE:{rule}"))
    seen = (await dav.get(name)).content
    await dav.put(name, seen.replace(b"DUE;VALUE=DATE:20260302", b"DUE;VALUE=DATE:20260303"))
    after = (await dav.tasks())["water"]
    assert (after["dueOn"], after["recurrence"]["originalOn"]) == ("2026-03-03", "2026-03-02")
    assert after["recurrence"]["rule"] == rule


async def test_completing_by_a_program_opens_the_next_and_ends_nothing(dav: ProductDav) -> None:
    """Also where the program takes the rule away with it (vikunja#384)."""
    text = todo(*RULE, "RRULE:FREQ=WEEKLY;BYDAY=MO")
    await dav.put("one.ics", text)
    done = text.replace(
        b"RRULE:FREQ=WEEKLY;BYDAY=MO", b"STATUS:COMPLETED\r\nCOMPLETED:20260302T100000Z"
    )
    put = await dav.put("one.ics", done)
    assert (put.status_code, "etag" in put.headers) == (204, False)
    (task,) = (await dav.tasks()).values()
    assert (task["dueOn"], task["completedAt"]) == ("2026-03-09", None)
    assert {"RRULE:FREQ=WEEKLY;BYDAY=MO", "DUE;VALUE=DATE:20260309"} <= await _lines(dav)
    change = (await dav.rest("GET", "/changes?limit=1"))["items"][0]
    assert (change["actor"], change["kind"]) == ("caldav", "completed")
    await dav.rest("POST", f"/changes/{change['id']}/undo")
    (task,) = (await dav.tasks()).values()
    assert task["dueOn"] == "2026-03-02"
    assert "DUE;VALUE=DATE:20260302" in await _lines(dav)


async def test_ios_completes_a_task_that_recurs_and_goes_on_with_the_next_one(
    dav: ProductDav,
) -> None:
    """At the same address, open, and with all that it wrote (vikunja#384, vikunja#728)."""
    start = "TZID=Europe/Berlin:20260302T090000"
    text = todo(
        *("SUMMARY:water", f"DTSTART;{start}", f"DUE;{start}", "RRULE:FREQ=DAILY"),
        *("X-APPLE-SORT-ORDER:1", "SEQUENCE:0"),
    )
    tag = (await dav.put("one.ics", text, if_none_match="*")).headers["etag"]
    token, _ = await dav.sync()
    done = text.replace(
        b"SEQUENCE:0",
        b"SEQUENCE:1\r\nSTATUS:COMPLETED\r\nCOMPLETED:20260302T081500Z\r\nPERCENT-COMPLETE:100",
    )
    # What is kept is not what was sent, so that the program reads it again.
    put = await dav.put("one.ics", done, if_match=tag)
    assert (put.status_code, "etag" in put.headers) == (204, False)
    assert list((await dav.sync(token))[1]) == [f"{CALENDAR}one.ics"]
    lines = await _lines(dav)
    following = "TZID=Europe/Berlin:20260303T090000"
    assert {f"DTSTART;{following}", f"DUE;{following}", "RRULE:FREQ=DAILY"} <= lines
    assert {"STATUS:NEEDS-ACTION", "X-APPLE-SORT-ORDER:1"} <= lines
    assert not [line for line in lines if line.startswith("COMPLETED")]
    (task,) = (await dav.tasks()).values()
    assert (task["completedAt"], task["dueOn"], task["dueTime"]) == (None, "2026-03-03", "09:00:00")
    assert task["recurrence"]["rule"] == "FREQ=DAILY"


@pytest.mark.parametrize("anchor", ["due", "completion"])
@pytest.mark.parametrize("frequency", ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
async def test_every_rule_of_the_page_is_one_that_apple_s_programs_follow(
    dav: ProductDav, frequency: str, anchor: str
) -> None:
    """One of another frequency ends all that they synchronise (vikunja#728)."""
    made = await dav.rest(
        "POST",
        "/tasks",
        {
            "title": "water",
            "projectId": await dav.project(),
            "dueOn": "2026-03-02",
            "recurrence": {"rule": f"FREQ={frequency};INTERVAL=2", "anchor": anchor},
        },
    )
    rules = [x for x in await _lines(dav, f"{made['id']}.ics") if x.startswith("RRULE")]
    assert rules == [f"RRULE:FREQ={frequency};INTERVAL=2"]


async def test_the_last_one_completes_the_task(dav: ProductDav) -> None:
    text = todo(*RULE, "RRULE:FREQ=DAILY;COUNT=1")
    await dav.put("one.ics", text)
    await dav.put("one.ics", text.replace(b"RRULE", b"STATUS:COMPLETED\r\nRRULE"))
    (task,) = (await dav.tasks()).values()
    assert task["completedAt"] is not None


async def test_a_later_occurrence_is_moved_skipped_and_done_by_itself(dav: ProductDav) -> None:
    text = todo(*RULE, "RRULE:FREQ=DAILY")
    await dav.put("one.ics", text)

    async def override(day: str, *lines: str) -> None:
        inside = [
            *("BEGIN:VTODO", "UID:one", f"RECURRENCE-ID;VALUE=DATE:{day}", "SUMMARY:water"),
            *(*lines, "END:VTODO", "END:VCALENDAR"),
        ]
        seen = (await dav.get("one.ics")).content
        sent = seen.replace(b"END:VCALENDAR", "\r\n".join(inside).encode())
        assert (await dav.put("one.ics", sent)).status_code == 204

    await override("20260303", "STATUS:CANCELLED")
    await override("20260304", "STATUS:COMPLETED")
    await override("20260306", "DUE;VALUE=DATE:20260307")
    (task,) = (await dav.tasks()).values()
    recurrence = task["recurrence"]
    assert task["dueOn"] == "2026-03-02"
    assert recurrence["skippedOn"] == ["2026-03-03", "2026-03-04"]
    assert recurrence["moved"] == [{"originalOn": "2026-03-06", "dueOn": "2026-03-07"}]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;COUNT=-1",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=SECONDLY;INTERVAL=86400",
    ],
)
async def test_a_rule_that_is_none_or_never_gives_a_date_is_refused_and_nothing_is_kept(
    dav: ProductDav, rule: str
) -> None:
    """Also where a program has written it (xandikos#571, dateutil#1094)."""
    refused = await dav.put("one.ics", todo(*RULE, f"RRULE:{rule}"))
    assert refused.status_code == 403
    assert "CALENDAR_RULE" in refused.text
    assert await dav.tasks() == {}


async def test_a_task_is_copied_from_another_server_with_its_single_occurrences(
    dav: ProductDav,
) -> None:
    """One is over, one is cancelled and one is moved; the next one that is open is due."""
    occurrence = ["BEGIN:VTODO", "UID:one", "SUMMARY:water"]
    text = todo(
        *("SUMMARY:water", "DTSTART;VALUE=DATE:20270301", "DUE;VALUE=DATE:20270301"),
        *("RRULE:FREQ=WEEKLY;BYDAY=MO", "END:VTODO"),
        *(*occurrence, "RECURRENCE-ID;VALUE=DATE:20270315", "DUE;VALUE=DATE:20270317"),
        *("END:VTODO", *occurrence, "RECURRENCE-ID;VALUE=DATE:20270301"),
        *("DUE;VALUE=DATE:20270301", "STATUS:COMPLETED", "COMPLETED:20261130T180000Z"),
        *("END:VTODO", *occurrence, "RECURRENCE-ID;VALUE=DATE:20270308", "STATUS:CANCELLED"),
    )
    await dav.put("one.ics", text)
    task = (await dav.tasks())["water"]
    assert (task["dueOn"], task["recurrence"]["originalOn"]) == ("2027-03-17", "2027-03-15")
    assert (task["completedAt"], task["version"]) == (None, 1)
    assert not [line for line in await _lines(dav) if line.startswith("RECURRENCE-ID")]
