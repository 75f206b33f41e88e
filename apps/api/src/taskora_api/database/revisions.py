"""Which schema this program needs. Revisions are numbered, so that they can be compared."""

from sqlalchemy import Column, MetaData, Table, Text, select
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection

REVISION_NEEDED = "0018"

_REVISIONS = Table("alembic_version", MetaData(), Column("version_num", Text))


async def read_revision(connection: AsyncConnection) -> str | None:
    """Read the revision of the schema, or None where no migration has run yet."""
    try:
        return (await connection.execute(select(_REVISIONS.c.version_num))).scalar_one_or_none()
    except ProgrammingError:
        # The table is missing; the transaction is dead, and the caller may need it.
        await connection.rollback()
        return None


def number_of(revision: str | None) -> int | None:
    """Return the number of a revision, or None where there is none."""
    return int(revision) if revision is not None and revision.isdigit() else None


def is_enough(revision: str | None, needed: str = REVISION_NEEDED) -> bool:
    """Accept a newer schema: after a rollback the older program must serve on it."""
    number = number_of(revision)
    return number is not None and number >= int(needed)


def is_newer(revision: str | None, newest_known: str) -> bool:
    """Say whether a later version of this program has already migrated."""
    number = number_of(revision)
    return number is not None and number > int(newest_known)
