"""Versions of tasks, what was changed by whom, and the answers to requests sent again.

An older program goes on serving on this schema: what is new has defaults, and is read by no old
statement.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Add the version, and make the tables."""
    instant = sa.DateTime(timezone=True)
    op.add_column(
        "tasks", sa.Column("version", sa.Integer(), nullable=False, server_default=sa.text("1"))
    )
    op.create_table(
        "changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("titles", postgresql.JSONB(), nullable=False),
        sa.Column("undoes", sa.Uuid(), nullable=True),
        sa.Column("created_at", instant, nullable=False),
        sa.Column("undone_at", instant, nullable=True),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="changes_pkey"),
        sa.CheckConstraint(
            "kind in ('added', 'changed', 'completed', 'reopened', 'deleted', 'undone')",
            name="changes_kind",
        ),
    )
    op.create_index("changes_latest", "changes", ["owner_id", sa.text("sequence DESC")])
    op.create_index("changes_age", "changes", ["created_at"])
    op.create_table(
        "change_entries",
        sa.Column("change_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("before", postgresql.JSONB(), nullable=True),
        sa.Column("after", postgresql.JSONB(), nullable=True),
        sa.PrimaryKeyConstraint("change_id", "position", name="change_entries_pkey"),
        sa.ForeignKeyConstraint(
            ["change_id"], ["changes.id"], name="change_entries_change_fkey", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "idempotency_keys",
        sa.Column("owner_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("change_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", instant, nullable=False),
        sa.PrimaryKeyConstraint("owner_id", "key", name="idempotency_keys_pkey"),
    )
    op.create_index("idempotency_keys_age", "idempotency_keys", ["created_at"])


def downgrade() -> None:
    """Forget the changes, the versions and the kept answers."""
    op.drop_table("idempotency_keys")
    op.drop_table("change_entries")
    op.drop_table("changes")
    op.drop_column("tasks", "version")
