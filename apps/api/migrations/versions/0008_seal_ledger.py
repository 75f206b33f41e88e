"""The beginning of every space's ledger, its chain of hashes, and that nothing is taken out of it.

From here on changes are kept for good: the chain of what was done for 30 days is sealed as it is.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from uuid import UUID

import sqlalchemy as sa
from alembic import op

from taskora_api.ledger.chain import Sealed, SealedChange, Subject, seal
from taskora_api.migration_files import run_statements

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

BATCH = 2000

_UNSEALED = """
DECLARE unsealed NO SCROLL CURSOR FOR
SELECT entry.space_id, entry.change_id, entry.position, entry.entity, entry.task_id AS entity_id,
  entry.before, entry.after, changes.owner_id AS member_id, changes.actor, changes.tool,
  changes.arguments, changes.undoes, changes.created_at
FROM change_entries AS entry JOIN changes ON changes.id = entry.change_id
WHERE entry.sequence IS NULL
ORDER BY entry.space_id, (changes.kind <> 'baseline'), changes.sequence, entry.position
"""
_SEAL = """
UPDATE change_entries SET sequence = :sequence, digest = :digest, hash = :hash
WHERE change_id = :change_id AND position = :position
"""
_HEAD = "UPDATE ledger_heads SET sequence = :sequence, hash = :hash WHERE space_id = :space_id"
_STAMP = """
UPDATE tasks SET sequence = latest.sequence
FROM (SELECT task_id, max(sequence) AS sequence FROM change_entries GROUP BY task_id) AS latest
WHERE tasks.id = latest.task_id
"""


def upgrade() -> None:
    """Begin and seal every ledger, then keep what is sealed."""
    run_statements("0008", "baseline")
    connection = op.get_bind()
    connection.execute(sa.text(_UNSEALED))
    for space_id, rows in groupby(_fetched(connection), key=lambda row: row.space_id):
        head = _seal_space(connection, space_id, rows)
        connection.execute(
            sa.text(_HEAD), {"space_id": space_id, "sequence": head.sequence, "hash": head.hash}
        )
    op.execute("CLOSE unsealed")
    op.execute(_STAMP)
    run_statements("0008", "append_only")


def _fetched(connection: sa.Connection) -> Iterator[sa.Row[tuple[object, ...]]]:
    while rows := connection.execute(sa.text(f"FETCH {BATCH} FROM unsealed")).all():
        yield from rows


def _seal_space(
    connection: sa.Connection, space_id: UUID, rows: Iterator[sa.Row[tuple[object, ...]]]
) -> Sealed:
    head = Sealed(0, b"", b"")
    values: list[dict[str, object]] = []
    for row in rows:
        named = row._mapping
        change = SealedChange(
            id=named["change_id"],
            member_id=named["member_id"],
            actor=named["actor"],
            tool=named["tool"],
            arguments=named["arguments"],
            undoes=named["undoes"],
            created_at=named["created_at"],
        )
        head = seal(
            head,
            change,
            Subject(space_id, named["entity"], named["entity_id"]),
            (named["before"], named["after"]),
        )
        values.append(
            {
                "change_id": named["change_id"],
                "position": named["position"],
                "sequence": head.sequence,
                "digest": head.digest,
                "hash": head.hash,
            }
        )
        if len(values) == BATCH:
            connection.execute(sa.text(_SEAL), values)
            values = []
    if values:
        connection.execute(sa.text(_SEAL), values)
    return head


def downgrade() -> None:
    """Let the ledger be changed again, and forget its chain and its beginning."""
    run_statements("0008", "drop")
    op.execute("DELETE FROM changes WHERE kind = 'baseline'")
    op.execute("UPDATE change_entries SET sequence = NULL, digest = NULL, hash = NULL")
    op.execute("UPDATE ledger_heads SET sequence = 0, hash = ''")
