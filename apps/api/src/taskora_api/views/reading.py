"""What a view's texts say, for one member, in its canonical form."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.filters.context import Directory
from taskora_api.filters.errors import FilterError
from taskora_api.filters.nodes import Filter, Refers, leaves
from taskora_api.filters.reading import read_filter
from taskora_api.filters.sorting import read_sort, write_sort
from taskora_api.filters.writing import write
from taskora_api.finding.directory import directory_for, has_names, read_directory
from taskora_api.spaces.personal import personal_space_id
from taskora_api.views.schemas import ViewFault


async def canonical_filter(
    connection: AsyncConnection, member_id: str, space_id: UUID, text: str
) -> str:
    """Give a filter as it is kept.

    Raises:
        FilterError: it is none, or a name in it stands for nothing that its members see.
    """
    tree = read_filter(text)
    scope = _scope(member_id, space_id)
    _resolve(tree, await directory_for(connection, member_id, tree, scope))
    return write(tree)


def canonical_sort(text: str) -> str:
    """Give a sort order as it is kept.

    Raises:
        FilterError: it is none.
    """
    return write_sort(read_sort(text))


async def faults_of(
    connection: AsyncConnection, member_id: str, filters: Sequence[tuple[UUID, str]]
) -> list[ViewFault | None]:
    """Say what is wrong by now with filters that were kept in spaces; None where nothing is."""
    directories: dict[UUID, Directory] = {}
    found: list[ViewFault | None] = []
    for space_id, text in filters:
        try:
            tree = read_filter(text)
            if has_names(tree) and space_id not in directories:
                scope = _scope(member_id, space_id)
                directories[space_id] = await read_directory(connection, member_id, scope)
            _resolve(tree, directories.get(space_id, Directory()))
            found.append(None)
        except FilterError as error:
            found.append(_fault(error))
    return found


def _fault(error: FilterError) -> ViewFault:
    return ViewFault(
        code=error.code, message=error.what, start=error.place.start, end=error.place.end
    )


def _scope(member_id: str, space_id: UUID) -> UUID | None:
    """The space whose names a view has: of all its members it is the same.

    A view in a person's own space is about all of their spaces.
    """
    return None if space_id == personal_space_id(member_id) else space_id


def _resolve(tree: Filter, directory: Directory) -> None:
    for leaf in leaves(tree):
        if isinstance(leaf, Refers):
            directory.ids_of(leaf)
