"""The parts of a document by the kind of what is in them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from taskora_api.exchange.documents import (
    Comment,
    Entity,
    Kind,
    Project,
    Relation,
    Reminder,
    Section,
    Task,
    TaskDocument,
)

Thing = TypeVar("Thing", bound=Entity)


def parts_of(document: TaskDocument) -> Mapping[Kind, Sequence[Entity]]:
    """Give the parts of a document."""
    return {
        Kind.PROJECT: document.projects,
        Kind.SECTION: document.sections,
        Kind.TASK: document.tasks,
        Kind.COMMENT: document.comments,
        Kind.RELATION: document.relations,
        Kind.REMINDER: document.reminders,
    }


def kind_of(entity: Entity) -> Kind:
    """Say what kind of thing this is."""
    match entity:
        case Project():
            return Kind.PROJECT
        case Section():
            return Kind.SECTION
        case Task():
            return Kind.TASK
        case Comment():
            return Kind.COMMENT
        case Relation():
            return Kind.RELATION
        case Reminder():
            return Kind.REMINDER


def document_of(entities: Iterable[Entity]) -> TaskDocument:
    """Make a document of things in the order in which they are given."""
    given = list(entities)
    return TaskDocument(
        projects=_only(given, Project),
        sections=_only(given, Section),
        tasks=_only(given, Task),
        comments=_only(given, Comment),
        relations=_only(given, Relation),
        reminders=_only(given, Reminder),
    )


def _only(entities: Iterable[Entity], wanted: type[Thing]) -> tuple[Thing, ...]:
    return tuple(each for each in entities if isinstance(each, wanted))
