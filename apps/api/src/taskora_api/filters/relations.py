"""What follows from the relations of a task to others, as a condition of SQL."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, exists

from taskora_api.filters.columns import TaskColumns
from taskora_api.filters.vocabulary import Flag

BLOCKS = "blocks"
DUPLICATES = "duplicates"


@dataclass(frozen=True)
class Tables:
    """The tables that a filter reads.

    `tasks` is the one, or the alias, that the condition is about. `relations` has the columns
    `from_id`, `to_id` and `kind`: the first task blocks, or duplicates, the second one. `terms` is
    what `filters.terms` seeks in. `of_space` is the space of the tasks, where the query has it from
    somewhere else than their rows.
    """

    tasks: FromClause
    relations: FromClause
    terms: FromClause
    of_space: ColumnElement[UUID] | None = None

    @property
    def columns(self) -> TaskColumns:
        """The columns of the tasks that the condition is about."""
        return TaskColumns.of(self.tasks)

    @property
    def space(self) -> ColumnElement[UUID]:
        """The space of the tasks."""
        return self.columns.space_id if self.of_space is None else self.of_space


def related(flag: Flag, tables: Tables) -> ColumnElement[bool]:
    """Say whether a task is blocked, blocks another one, or duplicates one.

    A task that is done or in the trash blocks nothing and is not blocked by anything.
    """
    relation = tables.relations.alias()
    own = tables.tasks.c
    if flag is Flag.DUPLICATE:
        return exists().where(relation.c.from_id == own.id, relation.c.kind == DUPLICATES)
    here, there = (
        (relation.c.to_id, relation.c.from_id)
        if flag is Flag.BLOCKED
        else (relation.c.from_id, relation.c.to_id)
    )
    other = tables.tasks.alias()
    return (
        own.completed_at.is_(None)
        & own.deleted_at.is_(None)
        & exists().where(
            here == own.id,
            relation.c.kind == BLOCKS,
            there == other.c.id,
            other.c.completed_at.is_(None),
            other.c.deleted_at.is_(None),
        )
    )
