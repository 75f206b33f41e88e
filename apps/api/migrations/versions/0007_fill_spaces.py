"""A space for everybody who has a task, a batch at a time while an older program serves.

A batch that is interrupted is done again: each takes what has no space yet.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

BATCH = 5000

_MAKE_SPACES = """
SELECT make_personal_space(owner_id) FROM (
  SELECT owner_id FROM tasks WHERE space_id IS NULL
  UNION SELECT owner_id FROM changes WHERE space_id IS NULL
) AS known
"""
_FILLS = (
    """
    UPDATE tasks SET space_id = personal_space_id(owner_id), position = position_at(created_at)
    WHERE id IN (SELECT id FROM tasks WHERE space_id IS NULL LIMIT :batch FOR UPDATE)
    """,
    """
    UPDATE changes SET space_id = personal_space_id(owner_id), action_id = id
    WHERE id IN (SELECT id FROM changes WHERE space_id IS NULL LIMIT :batch FOR UPDATE)
    """,
    """
    UPDATE change_entries SET space_id = changes.space_id
    FROM changes
    WHERE changes.id = change_id AND (change_id, position) IN (
      SELECT change_id, position FROM change_entries WHERE space_id IS NULL LIMIT :batch FOR UPDATE)
    """,
)
_INDEXES = {
    # The order of every list, so that a page is read from the index alone.
    "tasks_list_of_space": "tasks (space_id, (completed_at IS NOT NULL), "
    "coalesce(due_on, 'infinity'::date), created_at DESC, id)",
    "tasks_sync": "tasks (space_id, sequence)",
    "tasks_parent": "tasks (parent_id) WHERE parent_id IS NOT NULL",
    "tasks_project": "tasks (project_id) WHERE project_id IS NOT NULL",
    "changes_of_space": "changes (space_id, sequence DESC)",
    "changes_action": "changes (action_id)",
    "change_entries_entity": "change_entries (task_id, sequence)",
    "change_entries_unsealed": "change_entries (space_id) WHERE sequence IS NULL",
}
_SEQUENCE_INDEX = "change_entries_sequence"


def upgrade() -> None:
    """Fill in the spaces, then make the indexes, each without a lock that others wait for."""
    with op.get_context().autocommit_block():
        connection = op.get_bind()
        connection.execute(sa.text(_MAKE_SPACES))
        for fill in _FILLS:
            while connection.execute(sa.text(fill), {"batch": BATCH}).rowcount:
                pass
        for name, of in _INDEXES.items():
            _make_index("INDEX", name, of)
        _make_index("UNIQUE INDEX", _SEQUENCE_INDEX, "change_entries (space_id, sequence)")
        for table, check in (
            ("tasks", "tasks_title_length"),
            ("tasks", "tasks_notes_length"),
            ("tasks", "tasks_priority"),
            ("changes", "changes_kind"),
        ):
            op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {check}")
    for table in ("tasks", "changes", "change_entries"):
        op.alter_column(table, "space_id", nullable=False)


def _make_index(kind: str, name: str, of: str) -> None:
    """Make it anew: one whose making was interrupted is there and serves nobody."""
    op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
    op.execute(f"CREATE {kind} CONCURRENTLY {name} ON {of}")


def downgrade() -> None:
    """Take the indexes away; the spaces go with their columns."""
    for table in ("tasks", "changes", "change_entries"):
        op.alter_column(table, "space_id", nullable=True)
    for name in (*_INDEXES, _SEQUENCE_INDEX):
        op.execute(f"DROP INDEX {name}")
