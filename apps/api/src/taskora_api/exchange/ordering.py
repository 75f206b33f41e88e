"""Tasks in the order of a file that has a place for each: project, section, parent, child."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from taskora_api.exchange.documents import Task, TaskDocument

Place = tuple[str | None, str | None]


def by_place(document: TaskDocument) -> Mapping[Place, list[Task]]:
    """Give the tasks of each project and section, in the order of the document."""
    places: dict[Place, list[Task]] = {}
    for task in document.tasks:
        places.setdefault((task.project_id, task.section_id), []).append(task)
    return places


def places_of(document: TaskDocument) -> Iterator[Place]:
    """Give the places of a document: what is in no project, and each project with its sections."""
    yield None, None
    sections: dict[str, list[str]] = {}
    for section in document.sections:
        sections.setdefault(section.project_id, []).append(section.source_id)
    for project in document.projects:
        yield project.source_id, None
        for section_id in sections.get(project.source_id, ()):
            yield project.source_id, section_id


def depths_of(document: TaskDocument) -> Mapping[str, int]:
    """Count the ancestors of each task, whose parents come before it."""
    depths: dict[str, int] = {}
    for task in document.tasks:
        depths[task.source_id] = 0 if task.parent_id is None else depths[task.parent_id] + 1
    return depths


def in_tree_order(document: TaskDocument) -> TaskDocument:
    """Order the tasks by place and each behind its parent, and what hangs on them as they are.

    A task has to be in the place of its parent.
    """
    children: dict[str | None, list[Task]] = {}
    for task in document.tasks:
        children.setdefault(task.parent_id, []).append(task)
    roots = by_place(replace(document, tasks=tuple(children.get(None, ()))))
    ordered: list[Task] = []
    pending = [task for place in places_of(document) for task in roots.get(place, ())][::-1]
    while pending:
        task = pending.pop()
        ordered.append(task)
        pending.extend(reversed(children.get(task.source_id, [])))
    rank = {task.source_id: number for number, task in enumerate(ordered)}
    projects = {project.source_id: number for number, project in enumerate(document.projects)}
    return replace(
        document,
        tasks=tuple(ordered),
        sections=tuple(sorted(document.sections, key=lambda each: projects[each.project_id])),
        comments=tuple(sorted(document.comments, key=lambda each: rank[each.task_id])),
        reminders=tuple(sorted(document.reminders, key=lambda each: rank[each.task_id])),
    )
