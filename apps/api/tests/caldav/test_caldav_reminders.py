"""Alarms of calendar programs are the reminders of who uses the program, in both directions."""

import asyncio
from typing import Any

import pytest

from support.caldav import CALENDAR, todo, unfolded
from support.calendar_store import BEN
from support.ledger import verified
from support.product_calendars import ProductDav, signed_in
from taskora_api.settings import Settings

Json = dict[str, Any]
DUE = "DUE;TZID=Europe/Berlin:20270601T180000"
FOREIGN = (
    *("BEGIN:VALARM", "ACTION:EMAIL", "TRIGGER:-PT1H", "ATTENDEE:mailto:a@example.org"),
    *("X-KEPT;A=b:c", "END:VALARM"),
)


@pytest.fixture
def dav(product_dav: ProductDav) -> ProductDav:
    """Ann, and an empty calendar of hers."""
    return product_dav


def _alarm(trigger: str, *lines: str) -> tuple[str, ...]:
    return ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER{trigger}", *lines, "END:VALARM")


async def _reminders(dav: ProductDav, title: str = "milk") -> list[Json]:
    task = (await dav.tasks())[title]
    items: list[Json] = (await dav.rest("GET", f"/tasks/{task['id']}/reminders"))["items"]
    return items


async def _seen(dav: ProductDav) -> tuple[str, list[str]]:
    answer = await dav.get("one.ics")
    return answer.headers["etag"], unfolded(answer.content)


async def test_an_alarm_becomes_a_reminder_and_its_text_stays(dav: ProductDav) -> None:
    sent = todo(
        *("SUMMARY:milk", DUE, *_alarm(":-PT15M", "UID:u", "X-APPLE:y"), *FOREIGN),
        *_alarm(";VALUE=DATE-TIME:20270531T080000Z"),
    )
    answer = await dav.put("one.ics", sent)
    assert answer.headers["etag"]
    assert (await dav.get("one.ics")).content == sent
    before, at = await _reminders(dav)
    assert (before["minutesBefore"], before["remindAt"], before["uid"]) == (15, None, "u")
    assert (at["minutesBefore"], at["remindAt"], at["uid"]) == (None, "2027-05-31T08:00:00Z", None)
    undone = await dav.rest("GET", "/changes?limit=1")
    await dav.rest("POST", f"/changes/{undone['items'][0]['id']}/undo")
    assert (await dav.get("one.ics")).status_code == 404


async def test_a_reminder_that_is_set_moved_and_deleted_here_is_seen_by_the_program(
    dav: ProductDav, settings: Settings
) -> None:
    tag = (await dav.put("one.ics", todo("SUMMARY:milk", DUE, *FOREIGN))).headers["etag"]
    token, _ = await dav.sync()
    task = (await dav.tasks())["milk"]
    path = f"/tasks/{task['id']}/reminders"
    made = await dav.rest("POST", path, {"minutesBefore": 30})
    tags: list[str] = [tag]
    seen: list[list[str]] = []
    for method, body in (("", None), ("PUT", {"minutesBefore": 45}), ("DELETE", None)):
        if method:
            await dav.rest(method, f"/reminders/{made['id']}", body)
        following, changes = await dav.sync(token)
        assert following != token
        token = following
        tag, lines = await _seen(dav)
        assert [each.text("d:getetag") for each in changes.values()] == [tag]
        tags.append(tag)
        seen.append([line for line in lines if line.startswith(("TRIGGER", "UID:"))])
        assert "\n".join(FOREIGN) in "\n".join(lines)
    uid = f"UID:{made['id']}"
    assert [uid in lines for lines in seen] == [True, True, False]
    assert "TRIGGER;RELATED=END:-PT30M" in seen[0]
    assert "TRIGGER;RELATED=END:-PT45M" in seen[1]
    assert len(set(tags[:3])) == 3
    assert (await verified(settings))["all"]["broken"] == 0


async def test_what_a_program_does_with_an_alarm_is_done_with_the_reminder(
    dav: ProductDav,
) -> None:
    await dav.put("one.ics", todo("SUMMARY:milk", DUE))
    task = (await dav.tasks())["milk"]
    made = await dav.rest("POST", f"/tasks/{task['id']}/reminders", {"minutesBefore": 30})
    seen = await dav.get("one.ics")
    later = seen.content.replace(b"-PT30M", b"-PT20M\r\nACKNOWLEDGED:20270601T154500Z")
    assert (await dav.put("one.ics", later, if_match=seen.headers["etag"])).status_code == 204
    (after,) = await _reminders(dav)
    assert (after["id"], after["minutesBefore"]) == (made["id"], 20)
    assert after["acknowledgedAt"] == "2027-06-01T15:45:00Z"
    # What was dismissed stays so when it is given another time here.
    await dav.rest("PUT", f"/reminders/{made['id']}", {"minutesBefore": 10})
    _, lines = await _seen(dav)
    assert {"ACKNOWLEDGED:20270601T154500Z", "TRIGGER;RELATED=END:-PT10M"} <= set(lines)
    without = todo("SUMMARY:milk", DUE)
    assert (await dav.put("one.ics", without)).is_success
    assert await _reminders(dav) == []


async def test_an_alarm_that_was_changed_here_meanwhile_refuses_who_has_not_seen_it(
    dav: ProductDav,
) -> None:
    await dav.put("one.ics", todo("SUMMARY:milk", DUE, *_alarm(":-PT15M", "UID:u")))
    seen = await dav.get("one.ics")
    (reminder,) = await _reminders(dav)
    await dav.rest("PUT", f"/reminders/{reminder['id']}", {"minutesBefore": 5})
    late = await dav.put("one.ics", seen.content, if_match=seen.headers["etag"])
    assert late.status_code == 412
    assert [each["minutesBefore"] for each in await _reminders(dav)] == [5]


@pytest.mark.parametrize(
    ("trigger", "before", "all_day"),
    [(":-PT15H", 900, "00:00:00"), (":PT9H", 0, "09:00:00"), (":PT0S", 0, "00:00:00")],
)
async def test_an_alarm_of_a_day_counts_from_its_beginning(
    dav: ProductDav, trigger: str, before: int, all_day: str
) -> None:
    sent = todo("SUMMARY:milk", "DUE;VALUE=DATE:20270601", *_alarm(trigger))
    assert (await dav.put("one.ics", sent)).headers["etag"]
    (reminder,) = await _reminders(dav)
    assert (reminder["minutesBefore"], reminder["allDayTime"]) == (before, all_day)
    assert (await dav.get("one.ics")).content == sent


async def test_a_reminder_at_the_time_of_the_person_is_shown_at_that_time(dav: ProductDav) -> None:
    await dav.put("one.ics", todo("SUMMARY:milk", "DUE;VALUE=DATE:20270601"))
    task = (await dav.tasks())["milk"]
    await dav.rest("POST", f"/tasks/{task['id']}/reminders", {"minutesBefore": 60})
    assert "TRIGGER;RELATED=END:PT8H" in (await _seen(dav))[1]
    await dav.rest("PUT", "/reminder-settings", {"timeZone": "UTC", "allDayTime": "07:00"})
    tag, lines = await _seen(dav)
    assert "TRIGGER;RELATED=END:PT6H" in lines
    # Sent back as it is, it goes on following the settings.
    sent = (await dav.get("one.ics")).content.replace(b"SUMMARY:milk", b"SUMMARY:oat milk")
    assert (await dav.put("one.ics", sent, if_match=tag)).is_success
    (reminder,) = await _reminders(dav, "oat milk")
    assert (reminder["minutesBefore"], reminder["allDayTime"]) == (60, None)
    await dav.rest("PUT", "/reminder-settings", {"timeZone": "UTC", "allDayTime": "09:00"})


async def test_an_alarm_after_a_time_is_no_reminder_and_stays(dav: ProductDav) -> None:
    sent = todo("SUMMARY:milk", DUE, *_alarm(":PT15M"))
    await dav.put("one.ics", sent)
    assert await _reminders(dav) == []
    assert (await dav.get("one.ics")).content == sent


async def test_more_alarms_than_reminders_there_may_be_are_refused(dav: ProductDav) -> None:
    alarms = [line for minutes in range(21) for line in _alarm(f":-PT{minutes + 1}M")]
    assert (await dav.put("one.ics", todo("SUMMARY:milk", DUE, *alarms))).status_code == 403
    assert await dav.tasks() == {}


async def test_each_member_has_their_own_alarms_of_a_shared_task(dav: ProductDav) -> None:
    """What one dismisses or deletes in their program stays for the other."""
    space = (await dav.rest("POST", "/spaces", {"name": "home"}))["id"]
    link = await dav.rest("POST", f"/spaces/{space}/invitations", {"role": "editor"})
    await dav.rest("POST", "/invitations/accept", {"secret": link["secret"]}, who=BEN.id)
    name = "one.ics"
    ann = f"{CALENDAR.rsplit('/', 2)[0]}/{space}/{name}"
    body = todo("SUMMARY:shared", DUE, *_alarm(":-PT15M", "UID:of-ann"))
    assert (await dav.client.put(ann, content=body)).is_success
    async with signed_in(dav.application, dav.headers, BEN.id) as ben:
        path = f"/dav/calendars/{BEN.id}/{space}/{name}"
        theirs = await ben.get(path)
        assert b"VALARM" not in theirs.content
        alarm = "\r\n".join(_alarm(":-PT5M", "UID:of-ben")) + "\r\n"
        sent = theirs.content.replace(b"END:VTODO", alarm.encode() + b"END:VTODO")
        answer = await ben.put(path, content=sent, headers={"If-Match": theirs.headers["etag"]})
        assert answer.is_success
        mine, again = await asyncio.gather(dav.client.get(ann), ben.get(path))
    assert b"of-ann" in mine.content
    assert b"of-ben" not in mine.content
    assert b"of-ben" in again.content
    assert b"of-ann" not in again.content
    listed = await _reminders(dav, "shared")
    assert {(each["memberId"], each["uid"]) for each in listed} == {
        ("ann", "of-ann"),
        ("ben", "of-ben"),
    }
