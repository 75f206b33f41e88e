"""Markdown: a check list with headings, which people read as well as `readers.markdown`."""

from collections.abc import Iterator, Mapping

from taskora_api.exchange.documents import Priority, Task, TaskDocument
from taskora_api.exchange.ordering import by_place, depths_of, places_of

INDENT = "  "


def write(document: TaskDocument) -> Iterator[bytes]:
    """Write a document in pieces; its tasks have to be in the order of projects and parents."""
    return (f"{line}\n".encode() for line in _lines(document))


def _lines(document: TaskDocument) -> Iterator[str]:
    places, depths = by_place(document), depths_of(document)
    projects = {each.source_id: each.name for each in document.projects}
    sections = {each.source_id: each.name for each in document.sections}
    for place in places_of(document):
        project_id, section_id = place
        if section_id is not None:
            yield from ("", f"## {sections[section_id]}", "")
        elif project_id is not None:
            yield from ("", f"# {projects[project_id]}", "")
        for task in places.get(place, ()):
            yield from _task(task, INDENT * depths[task.source_id])


def _task(task: Task, indent: str) -> Iterator[str]:
    mark = " " if task.completed_at is None else "x"
    yield f"{indent}- [{mark}] {task.title}"
    for name, value in _fields(task).items():
        if value:
            yield f"{indent}{INDENT}{name}: {value}"
    for line in task.notes.split("\n") if task.notes else ():
        yield f"{indent}{INDENT}> {line}"


def _fields(task: Task) -> Mapping[str, str]:
    clock = "" if task.due_time is None else f" {task.due_time:%H:%M}"
    zone = "" if task.due_zone is None else f" {task.due_zone}"
    return {
        "due": "" if task.due_on is None else f"{task.due_on}{clock}{zone}",
        "start": "" if task.start_on is None else f"{task.start_on}",
        "deadline": "" if task.deadline_on is None else f"{task.deadline_on}",
        "priority": "" if task.priority is Priority.NONE else task.priority.value,
        "tags": ", ".join(task.tags),
    }
