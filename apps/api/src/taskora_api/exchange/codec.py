"""The things of a document as objects of JSON and back, for the formats of our own.

Names are in camel case as on the wire. What is empty is not written.
"""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from datetime import date, datetime, time
from enum import StrEnum
from functools import partial

from taskora_api.exchange import building
from taskora_api.exchange.cleaning import text_of
from taskora_api.exchange.documents import (
    Comment,
    Entity,
    Kind,
    Project,
    Recurrence,
    Relation,
    Reminder,
    Section,
    Task,
)
from taskora_api.exchange.files import object_of, objects_of
from taskora_api.exchange.items import Item, Remarks, built
from taskora_api.exchange.moments import read_day
from taskora_api.exchange.reasons import Reason
from taskora_api.recurrence.errors import RecurrenceError
from taskora_api.recurrence.reading import read_rule
from taskora_api.recurrence.series import Occurrence, Pause, Series
from taskora_api.recurrence.vocabulary import Anchor
from taskora_api.recurrence.writing import write_rule

TYPES: Mapping[Kind, type[Entity]] = {
    Kind.PROJECT: Project,
    Kind.SECTION: Section,
    Kind.TASK: Task,
    Kind.COMMENT: Comment,
    Kind.RELATION: Relation,
    Kind.REMINDER: Reminder,
}
_BUILDERS = {
    Kind.PROJECT: building.project,
    Kind.SECTION: building.section,
    Kind.TASK: building.task,
    Kind.COMMENT: building.comment,
    Kind.RELATION: building.relation,
    Kind.REMINDER: building.reminder,
}
# It is about the file that was read, and not about the project.
_UNWRITTEN = {"is_inbox"}


def camel(name: str) -> str:
    """Write a name as on the wire."""
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))


NAMES: Mapping[Kind, Mapping[str, Field[object]]] = {
    kind: {camel(each.name): each for each in fields(entity) if each.name not in _UNWRITTEN}
    for kind, entity in TYPES.items()
}


def encode(kind: Kind, entity: Entity) -> dict[str, object]:
    """Give a thing as an object of JSON."""
    found = ((name, getattr(entity, each.name)) for name, each in NAMES[kind].items())
    return {name: _value(value) for name, value in found if value not in (None, "", ())}


def decode(place: str, kind: Kind, raw: Mapping[str, object]) -> Item:
    """Read an object of JSON; fields of other names are left alone."""
    values = {each.name: raw.get(name) for name, each in NAMES[kind].items()}
    for each in NAMES[kind].values():
        if values[each.name] is None and each.default is not MISSING:
            values[each.name] = each.default
    title = values.get("title", values.get("name", values.get("text", "")))
    return built(place, kind, partial(_decoded, kind, values), title)


def _decoded(kind: Kind, values: dict[str, object], remarks: Remarks) -> Entity:
    if kind is Kind.TASK:
        tags = values["tags"]
        values["tags"] = tags if isinstance(tags, list) else ()
        values["recurrence"] = decode_recurrence(remarks, values["recurrence"])
    build = _BUILDERS[kind]
    return build(remarks, **values)  # type: ignore[operator, no-any-return]


def _value(value: object) -> object:
    match value:
        case StrEnum():
            return value.value
        case datetime() | date():
            return value.isoformat()
        case time():
            return value.isoformat(timespec="minutes")
        case tuple():
            return list(value)
        case Recurrence():
            return encode_recurrence(value)
        case _:
            return value


def encode_recurrence(recurrence: Recurrence) -> dict[str, object]:
    """Give a recurrence as an object: the rule as a RRULE, and all that is not in its text."""
    series = recurrence.series
    return {
        "rule": write_rule(series.rule),
        "anchor": series.rule.anchor.value,
        "start": series.start.isoformat(),
        "first": None if series.first is None else series.first.isoformat(),
        "skipped": sorted(day.isoformat() for day in series.skipped),
        "moved": [
            {"original": each.original.isoformat(), "due": each.due.isoformat()}
            for each in sorted(series.moved)
        ],
        "pauses": [
            {
                "start": each.start.isoformat(),
                "resumed": None if each.resumed is None else each.resumed.isoformat(),
            }
            for each in sorted(series.pauses, key=lambda pause: (pause.start, str(pause.resumed)))
        ],
        "catchUp": recurrence.catch_up,
    }


def decode_recurrence(remarks: Remarks, value: object) -> Recurrence | None:
    """Read a recurrence as `encode_recurrence` writes it; what cannot be read is said."""
    if value is None:
        return None
    raw = object_of(value)
    try:
        anchor = Anchor(text_of(raw.get("anchor")) or Anchor.DUE)
        series = Series(
            rule=read_rule(text_of(raw.get("rule")), anchor=anchor),
            start=_day(raw.get("start")),
            first=None if raw.get("first") is None else _day(raw.get("first")),
            skipped=frozenset(map(_day, _list(raw.get("skipped")))),
            moved=frozenset(
                Occurrence(_day(each.get("original")), _day(each.get("due")))
                for each in objects_of(raw.get("moved"))
            ),
            pauses=frozenset(map(_pause, objects_of(raw.get("pauses")))),
        )
    except (RecurrenceError, ValueError):
        remarks.add(Reason.RECURRENCE_NOT_READ, raw.get("rule", value))
        return None
    return Recurrence(series=series, catch_up=raw.get("catchUp") is True)


def _pause(raw: dict[str, object]) -> Pause:
    resumed = raw.get("resumed")
    return Pause(_day(raw.get("start")), None if resumed is None else _day(resumed))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _day(value: object) -> date:
    day = read_day(text_of(value))
    if day is None:
        raise ValueError("A date is not one of ISO 8601.")
    return day
