"""The fields of a task as the batch tools take them, and as the services take them."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from pydantic import MISSING, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from taskora_api.errors import InvalidFieldError
from taskora_api.mcp_server.arguments import (
    NO_DATE,
    DescriptionArgument,
    DueArgument,
    NewDueArgument,
    TaskIdArgument,
    TitleArgument,
    VersionArgument,
)
from taskora_api.recurrence.vocabulary import Anchor
from taskora_api.tasks.field_types import Assignee, DueDate, Duration, Priority, Tags, TimeOfDay
from taskora_api.tasks.recurrence_schemas import RuleText
from taskora_api.wire import TimeZoneName

# What is taken away; one text for every field, and no null.
NONE = NO_DATE
_DATE = "as YYYY-MM-DD, from 1900-01-01 to 2999-12-31"


def _or_none(kind: str) -> BeforeValidator:
    """Take the text `none` for nothing, and refuse null, which means nothing here."""

    def read(value: object) -> object:
        if value is None:
            raise PydanticCustomError(kind, "This cannot be null.")
        return None if value == NONE else value

    return BeforeValidator(read)


def _text(description: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "description": description})


def _clearable(description: str) -> WithJsonSchema:
    return _text(f"{description} {NONE} takes it away.")


_PRIORITY = "How much it matters: none, low, medium or high."
_TAGS = "All of its tags: at most 50, each of 1 to 100 characters."
_TIME = "The time of day it is due, as HH:MM; it needs due_on."
_ZONE = "The IANA zone of due_time. Without one it is that time wherever the person is."
_START = f"From when it can be done, {_DATE}."
_DEADLINE = f"By when it must be done, {_DATE}."
_MINUTES = "How long it takes, in minutes: 1 to 525600."
_PROJECT = "The project_id of its project, as list_places returns it: a UUID."
_SECTION = "The section_id of a section of its project, as list_places returns it: a UUID."
_PARENT = "The task_id of the task that it is a part of: a UUID."
_RULE = "How it recurs: an RRULE of RFC 5545, such as FREQ=WEEKLY;BYDAY=MO. It needs due_on."
_ANCHOR = "From what the rule counts: due or completion."
_ASSIGNEE = "The member_id of the member of its space who does it."

PriorityArgument = Annotated[Priority, Field(description=_PRIORITY)]
TagsArgument = Annotated[Tags, Field(description=_TAGS)]
MinutesArgument = Annotated[Duration, Field(description=_MINUTES)]
AnchorArgument = Annotated[Anchor, Field(description=_ANCHOR)]
NewTimeArgument = Annotated[TimeOfDay | None, _or_none("time_type"), _clearable(_TIME)]
ProjectArgument = Annotated[UUID | None, _or_none("uuid_type"), _clearable(_PROJECT)]
SectionArgument = Annotated[UUID | None, _or_none("uuid_type"), _clearable(_SECTION)]
ParentArgument = Annotated[UUID | None, _or_none("uuid_type"), _clearable(_PARENT)]


class _Fields(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NewTaskFields(_Fields):
    """A task to add."""

    title: TitleArgument
    description: DescriptionArgument | MISSING = MISSING
    priority: PriorityArgument | MISSING = MISSING
    tags: TagsArgument | MISSING = MISSING
    start_on: Annotated[DueDate, _text(_START)] | MISSING = MISSING
    due_on: DueArgument | MISSING = MISSING
    due_time: Annotated[TimeOfDay, _text(_TIME)] | MISSING = MISSING
    due_zone: Annotated[TimeZoneName, _text(_ZONE)] | MISSING = MISSING
    deadline_on: Annotated[DueDate, _text(_DEADLINE)] | MISSING = MISSING
    duration_minutes: MinutesArgument | MISSING = MISSING
    recurrence_rule: Annotated[RuleText, _text(_RULE)] | MISSING = MISSING
    recurrence_anchor: AnchorArgument | MISSING = MISSING
    project_id: Annotated[UUID, Field(description=_PROJECT)] | MISSING = MISSING
    section_id: Annotated[UUID, Field(description=_SECTION)] | MISSING = MISSING
    parent_id: Annotated[UUID, Field(description=_PARENT)] | MISSING = MISSING
    assignee_id: Annotated[Assignee, Field(description=_ASSIGNEE)] | MISSING = MISSING


class TaskFieldChanges(_Fields):
    """What becomes of one task; what is left out stays."""

    task_id: TaskIdArgument
    version: VersionArgument | MISSING = MISSING
    title: TitleArgument | MISSING = MISSING
    description: DescriptionArgument | MISSING = MISSING
    priority: PriorityArgument | MISSING = MISSING
    tags: TagsArgument | MISSING = MISSING
    start_on: Annotated[DueDate | None, _or_none("date_type"), _clearable(_START)] | MISSING = (
        MISSING
    )
    due_on: NewDueArgument | MISSING = MISSING
    due_time: NewTimeArgument | MISSING = MISSING
    due_zone: Annotated[TimeZoneName | None, _or_none("time_zone"), _clearable(_ZONE)] | MISSING = (
        MISSING
    )
    deadline_on: (
        Annotated[DueDate | None, _or_none("date_type"), _clearable(_DEADLINE)] | MISSING
    ) = MISSING
    duration_minutes: MinutesArgument | MISSING = MISSING
    recurrence_rule: (
        Annotated[RuleText | None, _or_none("recurrence_rule"), _clearable(_RULE)] | MISSING
    ) = MISSING
    recurrence_anchor: AnchorArgument | MISSING = MISSING
    assignee_id: (
        Annotated[Assignee | None, _or_none("string_type"), _clearable(_ASSIGNEE)] | MISSING
    ) = MISSING


def wire_fields(sent: BaseModel, beside: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The fields that were sent, by the names that the services take.

    `beside` are those that are no fields of a task.

    Raises:
        InvalidFieldError: it says from what a rule counts, and has none.
    """
    named = {name: getattr(sent, name) for name in sent.model_fields_set - beside}
    anchor = named.pop("recurrence_anchor", None)
    fields = {_wire_name(name): value for name, value in named.items()}
    if anchor is not None and named.get("recurrence_rule") is None:
        raise InvalidFieldError("recurrence_rule", "missing")
    if "recurrence_rule" in named:
        del fields["recurrenceRule"]
        fields["recurrence"] = _recurrence(named["recurrence_rule"], anchor)
    return fields


def _wire_name(name: str) -> str:
    return "notes" if name == "description" else to_camel(name)


def _recurrence(rule: str | None, anchor: Anchor | None) -> Mapping[str, object] | None:
    if rule is None:
        return None
    return {"rule": rule} if anchor is None else {"rule": rule, "anchor": anchor}
