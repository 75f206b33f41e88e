"""`caldav_edits.py URL USER PASSWORD LIST...`: edits all tasks of some lists, as a phone does.

The client of Python gives each task of the lists with these names a high priority, and each that is
due an alarm. What was changed meanwhile is read again. It writes how many tasks it has edited.
"""

import sys
from datetime import timedelta

from caldav.lib.error import ETagMismatchError
from icalendar import Alarm

import caldav

ATTEMPTS = 20


def _edit(todo: caldav.Todo) -> None:
    with todo.edit_icalendar_component() as component:
        component["PRIORITY"] = 1
        if "DUE" in component and not component.walk("VALARM"):
            alarm = Alarm()
            alarm.add("UID", f"phone-{component['UID']}")
            alarm.add("ACTION", "DISPLAY")
            alarm.add("DESCRIPTION", component["SUMMARY"])
            alarm.add("TRIGGER", -timedelta(minutes=30), parameters={"RELATED": "END"})
            component.add_component(alarm)
    todo.save()


def main() -> None:
    """Edit everything, and say how much that was."""
    url, user, password, *names = sys.argv[1:]
    edited = 0
    with caldav.DAVClient(url=url, username=user, password=password) as client:
        for calendar in client.principal().get_calendars():
            if calendar.get_display_name() not in names:
                continue
            for todo in calendar.get_todos(include_completed=True):
                for _ in range(ATTEMPTS):
                    try:
                        _edit(todo)
                        break
                    except ETagMismatchError:
                        todo.load()
                else:
                    sys.exit(f"{todo.url} was changed by others each time")
                edited += 1
    sys.stdout.write(str(edited))


if __name__ == "__main__":
    main()
