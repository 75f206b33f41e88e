"""The files with which a household moves in, and what is in them, written down by hand."""

import json
from collections.abc import Mapping
from datetime import date, time
from typing import NamedTuple

from support.exchange import zipped
from taskora_api.exchange.documents import Source, TaskDocument
from taskora_api.recurrence.reading import read_rule
from taskora_api.recurrence.rule import Rule

TODOIST = zipped(
    {
        "Kitchen [1].csv": "\n".join(
            [
                "TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,DATE,DATE_LANG,TIMEZONE",
                "section,Floor,,,,,,",
                "task,Sweep @home,with the old broom,1,1,every friday,en,Europe/Berlin",
                "note,it is behind the door,,,,,,",
                "task,Find the broom,,4,2,,,",
                "task,Wax,,2,1,2027-05-01 10:00,en,Europe/Berlin",
            ]
        )
    }
)
PHONE = "\r\n".join(
    [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Apple Inc.//iOS 19.0//EN"),
        *("X-WR-CALNAME:Errands", "BEGIN:VTODO", "UID:milk@phone", "SUMMARY:Buy milk"),
        *("DTSTAMP:20270101T080000Z", "DUE;TZID=Europe/Berlin:20270601T180000"),
        *("RRULE:FREQ=WEEKLY;BYDAY=TU", "CATEGORIES:shop,daily", "END:VTODO", "BEGIN:VTODO"),
        *("UID:bread@phone", "SUMMARY:Bread\\, dark", "DTSTAMP:20270101T080000Z"),
        *("RELATED-TO;RELTYPE=PARENT:milk@phone", "STATUS:NEEDS-ACTION", "END:VTODO"),
        *("END:VCALENDAR", ""),
    ]
).encode()
_MADE = {"created": "2026-01-01T00:00:00Z", "updated": "2026-01-02T00:00:00Z"}
VIKUNJA = zipped(
    {
        "data.json": json.dumps(
            [
                {
                    **{"id": 1, "title": "Garden", **_MADE},
                    "tasks": [
                        {
                            **{"id": 7, "title": "Sow", "description": "<p>carrots</p>"},
                            **{"done": False, "due_date": "2027-04-01T08:00:00Z", **_MADE},
                            **{"priority": 3, "labels": [{"id": 1, "title": "spring"}]},
                            "related_tasks": {"blocking": [{"id": 8, "title": "Water"}]},
                            "comments": [{"id": 3, "comment": "<p>deep</p>", **_MADE}],
                        },
                        {
                            **{"id": 8, "title": "Water", "description": "", "done": False},
                            **{"repeat_after": 86400, "due_date": "2027-04-02T08:00:00Z", **_MADE},
                            **{"labels": None, "related_tasks": {}},
                        },
                    ],
                }
            ]
        )
    }
)
FILES = {"backup.zip": TODOIST, "phone.ics": PHONE, "vikunja.zip": VIKUNJA}


class Fact(NamedTuple):
    """What a household would miss of a task, with names in the place of ids."""

    project: str | None
    section: str | None = None
    parent: str | None = None
    due: tuple[date, time | None, str | None] | None = None
    rule: Rule | None = None
    tags: frozenset[str] = frozenset()
    priority: str = "none"
    is_done: bool = False


def in_the_files(friday: date) -> dict[str, Fact]:
    """Give what is in the files by the titles; the broom is swung on the next Friday."""
    weekly = "FREQ=WEEKLY;BYDAY="
    milk = (date(2027, 6, 1), time(18), "Europe/Berlin")
    wax = (date(2027, 5, 1), time(10), "Europe/Berlin")
    # At eight in UTC, which is ten in Berlin by summer time.
    sow, water = ((date(2027, 4, day), time(10), "Europe/Berlin") for day in (1, 2))
    floor = ("Kitchen", "Floor")
    return {
        "Sweep": Fact(
            *floor,
            due=(friday, None, None),
            rule=read_rule(f"{weekly}FR"),
            tags=frozenset({"home"}),
            priority="high",
        ),
        "Find the broom": Fact(*floor, parent="Sweep"),
        "Wax": Fact(*floor, due=wax, priority="medium"),
        "Buy milk": Fact(
            "Errands",
            due=milk,
            rule=read_rule(f"{weekly}TU"),
            tags=frozenset({"shop", "daily"}),
        ),
        "Bread, dark": Fact("Errands", parent="Buy milk"),
        "Sow": Fact("Garden", due=sow, tags=frozenset({"spring"}), priority="high"),
        "Water": Fact("Garden", due=water, rule=read_rule("FREQ=DAILY")),
    }


def facts_of(document: TaskDocument) -> dict[str, Fact]:
    """Give what is in a document, by the titles."""
    projects = {each.source_id: each.name for each in document.projects}
    sections = {each.source_id: each.name for each in document.sections}
    titles = {each.source_id: each.title for each in document.tasks}
    return {
        task.title: Fact(
            projects[task.project_id] if task.project_id else None,
            sections[task.section_id] if task.section_id else None,
            titles[task.parent_id] if task.parent_id else None,
            (task.due_on, task.due_time, task.due_zone) if task.due_on else None,
            task.recurrence.series.rule if task.recurrence else None,
            frozenset(task.tags),
            task.priority,
            task.completed_at is not None,
        )
        for task in document.tasks
    }


def kept_of(source: Source, facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Give what a format keeps: Todoist has no tasks that are done, and Markdown no rules."""
    if source is Source.TODOIST:
        return {title: fact for title, fact in facts.items() if not fact.is_done}
    if source is Source.MARKDOWN:
        return {title: fact._replace(rule=None) for title, fact in facts.items()}
    return dict(facts)
