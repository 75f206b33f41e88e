"""Where a value of a call comes from. It is found by a search, and no model is asked.

Typed is what the person wrote in this conversation, or what the grammar reads there. What is not
found there is not typed, and then what tools gave is searched.
"""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from taskora_api.assistant.field_values import Field, is_said, of_change, of_offer
from taskora_api.assistant.own_additions import items_of
from taskora_api.assistant.plan import Call
from taskora_api.assistant.state import Action, OfferedTask
from taskora_api.assistant.transcript import Seen, holds, texts_of, writes, written
from taskora_api.assistant.turn_context import TurnContext
from taskora_api.assistant.values import Value, ValueName

# A shorter title is found in too many texts to say that one of them was made of it.
PART_LENGTH_MIN = 4


def of_action(context: TurnContext, action: Action, task_id: UUID | None) -> list[Value]:
    """Say where the values of an action to tasks come from; `task_id` is the only one, if it is."""
    match action.verb:
        case "rename":
            return [of_text(context, "title", action.title, task_id)]
        case "move" if action.due_on is not None:
            return [of_day(context, action.due_on)]
        case "move":
            name: ValueName = "noDueDate" if action.by_days is None else "byDays"
            text = "" if action.by_days is None else str(action.by_days)
            is_typed = _is_requested(context, action, task_id)
            return [Value(name=name, text=text, provenance="typed" if is_typed else "assistant")]
        case "change" if action.fields is not None:
            requested = _fields_requested(context, task_id)
            return [_of_field(context, each, requested) for each in of_change(action.fields)]
        case _:
            return []


def of_new(context: TurnContext, task: OfferedTask, *, is_only: bool = True) -> list[Value]:
    """Say where the values of a task that is to be added come from; `is_only` where it is alone."""
    own = context.own_message
    read = [] if own is None else items_of(own, task)
    if own is None or read:
        values = [of_text(context, "title", task.title)]
    else:
        values = [_of_piece(context, task, is_only=is_only)]
    if task.due_on is not None:
        values.append(_of_new_day(context, task.due_on, read))
    if task.notes:
        values.append(of_text(context, "notes", task.notes))
    # What was said of one task was not said of another.
    items = read or ([] if own is None else own.items)
    said = None if own is None else [each for item in items for each in of_offer(item)]
    values += [_of_field(context, each, said) for each in of_offer(task)]
    return [*values, _of_space(context, task, values)] if task.space else values


def _of_space(context: TurnContext, task: OfferedTask, values: list[Value]) -> Value:
    """Say who has decided on a space: whoever named the project, if this task has one."""
    found = Value(name="space", text=task.space, provenance="assistant")
    if context.own_message is None:
        return found.model_copy(update={"provenance": "typed"})
    project = next((each for each in values if each.name == "project"), None)
    return found if project is None else found.as_from(project)


def _of_piece(context: TurnContext, task: OfferedTask, *, is_only: bool) -> Value:
    """Say where a title comes from that the grammar reads nowhere, though it may be typed.

    What a tool gave as well may be from there, and of several each may be.
    """
    found = _of_foreign_text(context, "title", task.title)
    is_found = found.provenance != "assistant"
    return found if is_found or not is_only else of_text(context, "title", task.title)


def _of_new_day(context: TurnContext, day: date, read: list[OfferedTask]) -> Value:
    own = context.own_message
    days = {each.due_on for each in (() if own is None else own.items) if each.due_on is not None}
    if len(days) > 1 and read and day not in {each.due_on for each in read}:
        return _of_foreign_day(context, day.isoformat())
    return of_day(context, day)


def _fields_requested(context: TurnContext, task_id: UUID | None) -> list[Field] | None:
    """Give what the person asked to set of a task; None where no model stands between."""
    own = context.own_message
    if own is None:
        return None
    requested = [each.action.fields for each in own.requests if each.task_id == task_id]
    return [each for fields in requested if fields is not None for each in of_change(fields)]


def _of_field(context: TurnContext, field: Field, said: list[Field] | None) -> Value:
    """Say where a field's value comes from: the grammar has read it, or it was not said."""
    name, text = field.name, field.text
    if said is None or is_said(field, said):
        return Value(name=name, text=text, provenance="typed")
    found = of_text(context, name, text)
    # It may be in some message; only the grammar says that it was meant so.
    is_in_message = found.provenance == "typed"
    return found.model_copy(update={"provenance": "assistant"}) if is_in_message else found


def of_text(context: TurnContext, name: ValueName, text: str, task_id: UUID | None = None) -> Value:
    """Say where a text comes from: from the person, else from what has it, else from nowhere."""
    if _is_typed(context, text, task_id):
        return Value(name=name, text=text, provenance="typed")
    return _of_foreign_text(context, name, text)


def _of_foreign_text(context: TurnContext, name: ValueName, text: str) -> Value:
    """Say where a text comes from that is not the person's."""
    seen = next((each for each in _seen(context) if holds(each.text, text)), None)
    seen = seen or next((each for each in _seen(context) if _is_made_of(text, each)), None)
    return _read_from(seen, name, text)


def _of_foreign_day(context: TurnContext, day: str) -> Value:
    seen = next((each for each in _seen(context) if day in each.text), None)
    return _read_from(seen, "dueOn", day)


def _read_from(seen: Seen | None, name: ValueName, text: str) -> Value:
    if seen is None:
        return Value(name=name, text=text, provenance="assistant")
    if not seen.task_id:
        return Value(name=name, text=text, provenance="tool", source=seen.tool)
    found = {"source": seen.title, "task_id": seen.task_id}
    return Value(name=name, text=text, provenance="task", **found)


def of_day(context: TurnContext, day: date) -> Value:
    """Say where a date comes from: only the grammar says that a person has said it."""
    own, text = context.own_message, day.isoformat()
    if own is None or text in own.days or any(each.due_on == day for each in own.items):
        return Value(name="dueOn", text=text, provenance="typed")
    if any(each.action.due_on == day for each in own.requests):
        return Value(name="dueOn", text=text, provenance="typed")
    return _of_foreign_day(context, text)


def of_task(context: TurnContext, task_id: UUID, title: str) -> Value:
    """Say how a task was chosen: by the person's message, or by what a tool gave."""
    named = {"name": "task", "text": title, "task_id": str(task_id)}
    if task_id in context.named or context.transcript.names(title):
        return Value.model_validate(named | {"provenance": "typed"})
    tool = next((each.tool for each in _seen(context) if each.task_id == str(task_id)), "")
    return Value.model_validate(
        named | {"provenance": "tool" if tool else "assistant", "source": tool}
    )


def is_asked_for(context: TurnContext, action: Action, task_id: UUID) -> bool:
    """Say whether the person has asked for this of this task, by a verb and with values of theirs.

    Completing and the like have no value but the verb.
    """
    if context.own_message is None:
        return all(each.provenance == "typed" for each in of_action(context, action, task_id))
    requested = [each for each in context.own_message.requests if each.task_id == task_id]
    return any(_is_part_of(action, each.action) for each in requested)


def _is_part_of(action: Action, requested: Action) -> bool:
    """Say whether an action is one that was asked for, or less: of a title a part of it."""
    if action.verb != requested.verb:
        return False
    match action.verb:
        case "rename":
            return writes(requested.title, action.title)
        case "change":
            said = [] if requested.fields is None else list(of_change(requested.fields))
            wanted = [] if action.fields is None else of_change(action.fields)
            return all(is_said(each, said) for each in wanted)
        case _:
            return action == requested


def _is_typed(context: TurnContext, text: str, task_id: UUID | None) -> bool:
    if context.transcript.is_typed(text):
        return True
    own = context.own_message
    if own is None:
        # The embedded assistant takes titles out of messages alone, but may keep a part of one.
        return task_id is None
    own_titles = [each.title for each in own.items]
    own_titles += [each.action.title for each in own.requests if each.task_id == task_id]
    return written(text) in map(written, own_titles)


def _is_requested(context: TurnContext, action: Action, task_id: UUID | None) -> bool:
    own = context.own_message
    return own is None or any(
        (each.task_id, each.action) == (task_id, action) for each in own.requests
    )


def _is_made_of(text: str, seen: Seen) -> bool:
    return len(seen.title) >= PART_LENGTH_MIN and holds(text, seen.title)


def _seen(context: TurnContext) -> Iterator[Seen]:
    """What tools gave, in this turn first."""
    progress = context.progress
    calls = [step for steps in progress.responses for step in steps if isinstance(step, Call)]
    calls += [step for step in progress.steps if isinstance(step, Call)]
    for call in calls:
        stored = progress.outputs.get(call.call_id)
        if stored is not None and isinstance(stored.value, dict):
            yield from texts_of(call.tool, stored.value)
    for tool, output in context.transcript.given:
        yield from texts_of(tool, output)
