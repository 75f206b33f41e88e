"""All tasks as one text of iCalendar, to subscribe to and to read only.

As VTODO for programs that know tasks; as VEVENT, on the days on which they are due, for all others.
"""

import asyncio
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from taskora_api.calendars.dav.etags import is_unchanged
from taskora_api.calendars.store import StoredTask
from taskora_api.calendars.todo.content import Line, escaped, make_line
from taskora_api.calendars.todo.layout import Block
from taskora_api.calendars.todo.moments import (
    UTC_NAME,
    Moment,
    duration_line,
    instant_line,
    moment_line,
)
from taskora_api.calendars.todo.reading import read_object
from taskora_api.calendars.todo.recurring import open_rule
from taskora_api.calendars.todo.schedule import due_of
from taskora_api.calendars.todo.task import CalendarTask
from taskora_api.calendars.todo.texts import with_tags, with_text
from taskora_api.calendars.todo.writing import PRODUCT, render
from taskora_api.calendars.todo.zones import zone_block
from taskora_api.recurrence.writing import write_rule

REFRESHED_EVERY = timedelta(hours=1)
TYPE = "text/calendar; charset=utf-8"
_MINUTE = timedelta(minutes=1)
_ONE_DAY = timedelta(days=1)


class Variant(StrEnum):
    """As what tasks stand in a feed."""

    TODO = "todo"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class FeedTasks:
    """What a secret address opens: a name that people see, and tasks."""

    name: str
    tasks: tuple[StoredTask, ...]


class FeedSource(Protocol):
    """Who knows the secret addresses."""

    async def feed(self, secret: str) -> FeedTasks | None:
        """Give what an address opens, or None for one that is unknown or was revoked."""


def feed_route(path: str, source: FeedSource) -> Route:
    """Make the route `PATH/{secret}.ics`, with `?as=event` for events."""

    async def answer(request: Request) -> Response:
        as_what = request.query_params.get("as", Variant.TODO)
        if as_what not in list(Variant):
            return Response("as is todo or event.", 400, media_type="text/plain")
        found = await source.feed(request.path_params["secret"])
        if found is None:
            return Response("There is nothing at this address.", 404, media_type="text/plain")
        text = await asyncio.to_thread(write_feed, found, Variant(as_what))
        headers = {"ETag": feed_etag(text), "Cache-Control": "private, no-cache"}
        if is_unchanged(request.headers, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        return Response(text, headers=headers, media_type=TYPE)

    return Route(f"{path}/{{secret}}.ics", answer, methods=["GET"], include_in_schema=False)


def write_feed(found: FeedTasks, variant: Variant) -> bytes:
    """Write a feed; the same tasks give the same bytes."""
    zones: dict[str, Block] = {}
    if variant is Variant.TODO:
        parts = [_todo(stored, zones) for stored in found.tasks]
    else:
        parts = [part for stored in found.tasks if (part := _event(stored)) is not None]
    for zone, year in _years(found.tasks).items():
        zones.setdefault(zone, zone_block(zone, year))
    head = [
        *(make_line("VERSION", "2.0"), make_line("PRODID", PRODUCT)),
        *(make_line("METHOD", "PUBLISH"), make_line("NAME", escaped(found.name))),
        make_line("X-WR-CALNAME", escaped(found.name)),
        _with_type(duration_line("REFRESH-INTERVAL", REFRESHED_EVERY)),
        duration_line("X-PUBLISHED-TTL", REFRESHED_EVERY),
    ]
    return _block("VCALENDAR", *head, *zones.values(), *parts).to_bytes()


def feed_etag(text: bytes) -> str:
    """Give the strong tag of a feed."""
    return f'"{hashlib.sha256(text).hexdigest()[:32]}"'


def _todo(stored: StoredTask, zones: dict[str, Block]) -> Block:
    """Give a task as CalDAV gives it, and note the zones that a program has described beside it."""
    reading = read_object(render(stored.task, stored.text, stored.version))
    for zone in reading.layout.blocks("VTIMEZONE"):
        name = zone.line("TZID")
        if name is not None:
            zones.setdefault(name.unescaped, zone)
    return reading.todo


def _event(stored: StoredTask) -> Block | None:
    task, due = stored.task, due_of(stored.task)
    changed = task.updated_at or task.created_at
    if due is None or changed is None or task.completed_at is not None:
        return None
    rule = open_rule(task)
    lines = [
        *(make_line("UID", escaped(task.uid)), instant_line("DTSTAMP", changed)),
        *(instant_line("LAST-MODIFIED", changed), moment_line("DTSTART", due)),
        *_end(task, due),
        *([] if rule is None else [make_line("RRULE", write_rule(rule, task.clock))]),
        make_line("TRANSP", "TRANSPARENT"),
    ]
    event = with_text(_block("VEVENT", *lines), "SUMMARY", task.title)
    return with_tags(with_text(event, "DESCRIPTION", task.notes), task.tags)


def _end(task: CalendarTask, due: Moment) -> Iterator[Line]:
    """A date is the whole day; a time lasts as long as the task takes, where that is known."""
    if due.at is None:
        yield moment_line("DTEND", due.plus(_ONE_DAY))
    elif task.duration_minutes is not None:
        yield duration_line("DURATION", task.duration_minutes * _MINUTE)


def _years(tasks: Iterable[StoredTask]) -> dict[str, int]:
    years: dict[str, int] = {}
    for stored in tasks:
        task = stored.task
        if task.due_on is not None and task.due_zone not in {None, UTC_NAME}:
            zone = str(task.due_zone)
            years[zone] = min(years.get(zone, task.due_on.year), task.due_on.year)
    return years


def _block(name: str, *parts: Line | Block) -> Block:
    return Block(name, make_line("BEGIN", name), parts, make_line("END", name))


def _with_type(line: Line) -> Line:
    return line.with_value(line.value, {"VALUE": "DURATION"}, without=())
