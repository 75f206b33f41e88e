"""The id of a thing that comes from a file: the same whenever it is imported into the same space.

So what was imported before is known by its id alone, without a table beside the things, and two
imports of one file at once give each thing once.
"""

from collections.abc import Callable
from uuid import UUID, uuid5

from taskora_api.exchange.documents import Kind, Source

_OURS = frozenset({Source.TASKORA_JSON, Source.TASKORA_CSV})
_NAMESPACE = UUID("5b1f0a52-3c1e-4a57-9c1d-6a5b9d0f7e21")
IdOf = Callable[[Kind, str], UUID]


def ids_of(space_id: UUID, source: Source) -> IdOf:
    """Give what derives ids of things of a source in a space."""
    # Both formats of our own are files of one program.
    program = "taskora" if is_ours(source) else source.value
    space = uuid5(_NAMESPACE, f"{space_id} {program}")

    def id_of(kind: Kind, source_id: str) -> UUID:
        return uuid5(space, f"{kind} {source_id}")

    return id_of


def id_for(taken: UUID, member_id: str) -> UUID:
    """Give the id of what each member has for themselves, where another has the ordinary one."""
    return uuid5(taken, member_id)


def is_ours(source: Source) -> bool:
    """Say whether ids of a source may be ids of things that are here."""
    return source in _OURS


def own_id(source_id: str) -> UUID | None:
    """Read an id of our own, or None if it is none."""
    try:
        return UUID(source_id)
    except ValueError:
        return None
