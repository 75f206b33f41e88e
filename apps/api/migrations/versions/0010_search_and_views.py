"""What tasks are found by, the orders in which lists are read, and saved views.

What is found is in a table of its own: most changes of a task leave its tokens alone, and need not
write them anew. An older program goes on serving, for a trigger writes the terms of its tasks.
"""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from taskora_api.migration_files import run_statements

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

BATCH = 1000

# A task that is being deleted is waited for, for its terms are to go with it.
_FILL = """
WITH batch AS (
  SELECT id, space_id, title, notes FROM tasks
  WHERE id > :after ORDER BY id LIMIT :batch FOR KEY SHARE
), filled AS (
  INSERT INTO task_terms (task_id, space_id, terms)
  SELECT id, space_id, terms_of_task(space_id, title, notes) FROM batch
  ON CONFLICT (task_id) DO NOTHING
)
SELECT id FROM batch ORDER BY id DESC LIMIT 1
"""
# Who reads goes through what was not sorted in yet: 256 kB at most.
_TERMS_INDEX = "task_terms USING gin (terms) WITH (gin_pending_list_limit = 256)"
_INDEXES = {
    "task_terms_found": _TERMS_INDEX,
    "tasks_due_of_space": "tasks (space_id, due_on, created_at DESC, id)",
    "tasks_created_of_space": "tasks (space_id, created_at, id)",
    "tasks_position_of_space": "tasks (space_id, position, id)",
    "tasks_title_of_space": 'tasks (space_id, "left"(title, 64) COLLATE "und-x-icu", id)',
}


def upgrade() -> None:
    """Make the tables, fill in the terms while others serve, then make the indexes."""
    _make_terms()
    _make_views()
    run_statements("0010", "ledger")
    run_statements("0010", "terms")
    with op.get_context().autocommit_block():
        connection = op.get_bind()
        after: UUID | None = UUID(int=0)
        while after is not None:
            values = {"after": after, "batch": BATCH}
            after = connection.execute(sa.text(_FILL), values).scalar_one_or_none()
        for name, of in _INDEXES.items():
            # One whose making was interrupted is there and serves nobody.
            op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
            op.execute(f"CREATE INDEX CONCURRENTLY {name} ON {of}")
        op.execute("ANALYZE task_terms")


def _make_terms() -> None:
    op.create_table(
        "task_terms",
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("space_id", sa.Uuid(), nullable=False),
        sa.Column("terms", postgresql.ARRAY(sa.BigInteger()), nullable=False),
        sa.PrimaryKeyConstraint("task_id", name="task_terms_pkey"),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name="task_terms_task_fkey", ondelete="CASCADE"
        ),
    )


def _make_views() -> None:
    op.create_table(
        "views",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("space_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("filter", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("grouping", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(collation="C"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="views_pkey"),
    )
    op.create_index("views_space", "views", ["space_id"])
    op.create_index("views_sync", "views", ["space_id", "sequence"])


def downgrade() -> None:
    """Forget the terms and the views; the ledger keeps what they are on the way up again."""
    run_statements("0010", "drop")
    for name in _INDEXES:
        op.execute(f"DROP INDEX {name}")
    op.drop_table("task_terms")
    op.drop_table("views")
