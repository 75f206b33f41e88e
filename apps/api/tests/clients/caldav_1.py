"""`caldav_1.py URL USER PASSWORD`: what the client of Python finds and does, as JSON."""

import json
import sys
from datetime import UTC, date, datetime

import caldav

MONDAY = date(2026, 3, 2)
DONE = datetime(2026, 3, 3, 18, tzinfo=UTC)


def _lines(calendar: caldav.Calendar, uid: str) -> list[str]:
    return calendar.get_todo_by_uid(uid).data.splitlines()


def _recurring(calendar: caldav.Calendar, uid: str, rule: str) -> caldav.Todo:
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", "BEGIN:VTODO", f"UID:{uid}"),
        *("DTSTAMP:20260301T080000Z", "SUMMARY:water", "DTSTART:20260303T090000Z"),
        *("DUE:20260303T090000Z", rule, "X-KEPT;A=b:c", "END:VTODO", "END:VCALENDAR"),
    ]
    return calendar.add_todo("\r\n".join(lines) + "\r\n")


def _story(client: caldav.DAVClient) -> dict[str, object]:
    principal = client.principal()
    story: dict[str, object] = {
        "names": [each.get_display_name() for each in principal.get_calendars()]
    }
    made = principal.make_calendar(
        name="Groceries", cal_id="groceries", supported_calendar_component_set=["VTODO"]
    )
    story["components"] = made.get_supported_components()
    plain = made.add_todo(uid="plain", summary="milk", due=MONDAY, categories=["home"], priority=1)
    story["open"] = [each.component["SUMMARY"] for each in made.get_todos()]
    synced = made.get_objects_by_sync_token(load_objects=True)
    plain.complete(completion_timestamp=DONE)
    story["open after"] = [each.component["SUMMARY"] for each in made.get_todos()]
    story["all"] = [each.component["SUMMARY"] for each in made.get_todos(include_completed=True)]
    changed = made.get_objects_by_sync_token(synced.sync_token)
    story["changed"] = len(list(changed))
    plain.uncomplete()
    story["reopened"] = [each.component["SUMMARY"] for each in made.get_todos()]
    found = made.search(todo=True, category="home", include_completed=True)
    story["by category"] = [each.id for each in found]
    for mode, options in {
        "whole": {"handle_rrule": False},
        "safe": {"handle_rrule": True, "rrule_mode": "safe"},
        "this_and_future": {"handle_rrule": True, "rrule_mode": "this_and_future"},
    }.items():
        todo = _recurring(made, mode, "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=4")
        todo.complete(completion_timestamp=DONE, **options)
        story[mode] = _lines(made, mode)
    made.get_todo_by_uid("plain").delete()
    story["left"] = sorted(each.id for each in made.get_todos(include_completed=True))[:3]
    made.delete()
    story["names after"] = [each.get_display_name() for each in principal.get_calendars()]
    return story


def _main(url: str, user: str, password: str) -> None:
    with caldav.DAVClient(
        url=url, username=user, password=password, enable_rfc6764=False, require_tls=False
    ) as client:
        sys.stdout.write(json.dumps(_story(client), default=str))


_main(*sys.argv[1:])
