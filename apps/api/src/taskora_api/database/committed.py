"""What a transaction has changed is reported once it is committed, to who notifies of it.

A transaction that notifies by itself keeps all others that do from committing until it is on disk.
So it only says that its process will, which a trigger of the database understands.
"""

from collections.abc import Callable, Collection
from uuid import UUID

from sqlalchemy import ColumnElement, Text, bindparam, func, true
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

Reporter = Callable[[Collection[UUID]], None]

AFTERWARDS, BY_ITSELF = "after", ""
# Until the transaction ends; takes `notifies`, one of the two above.
SAYS_WHO_NOTIFIES: ColumnElement[str] = func.set_config(
    "taskora.notifies", bindparam("notifies", type_=Text()), true(), type_=Text()
)
_REPORTERS, _CHANGED = "taskora_reporters", "taskora.changed"


def reporting_options() -> dict[str, object]:
    """Return the options of an engine of which nobody is informed yet."""
    return {_REPORTERS: []}


def reporters_of(engine: AsyncEngine) -> list[Reporter]:
    """Who is informed of what was changed through an engine; without any, the database notifies."""
    reporters: list[Reporter] = engine.get_execution_options()[_REPORTERS]
    return reporters


def who_notifies(engine: AsyncEngine) -> str:
    """Return what a transaction of an engine says."""
    return AFTERWARDS if reporters_of(engine) else BY_ITSELF


def who_notifies_in(connection: AsyncConnection) -> str:
    """Return what the transaction of a connection says."""
    return who_notifies(connection.engine)


def note(connection: AsyncConnection, space_id: UUID) -> None:
    """Note that the transaction is going to change a space."""
    connection.info.setdefault(_CHANGED, set()).add(space_id)


def take_noted(connection: AsyncConnection) -> set[UUID]:
    """Return what was noted in a connection since this was last called."""
    noted: set[UUID] = connection.info.pop(_CHANGED, set())
    return noted


def report(engine: AsyncEngine, space_ids: Collection[UUID]) -> None:
    """Report what was changed, or may have been."""
    if space_ids:
        for each in reporters_of(engine):
            each(space_ids)
