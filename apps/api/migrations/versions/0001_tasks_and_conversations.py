"""Tasks, conversations and messages.

Revision ids are numbers, so that readiness can compare schemas.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0001"
down_revision: str | None = None
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Make the tables."""
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "tasks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False, server_default=""),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("completed_at", instant, nullable=True),
        sa.Column("created_at", instant, nullable=False),
        sa.Column("updated_at", instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name="tasks_pkey"),
        sa.CheckConstraint("char_length(title) between 1 and 200", name="tasks_title_length"),
        sa.CheckConstraint("char_length(notes) <= 5000", name="tasks_notes_length"),
    )
    # The order of every list, so that a page is read from the index alone.
    op.execute(
        "CREATE INDEX tasks_list ON tasks (owner_id, (completed_at IS NOT NULL), "
        "coalesce(due_on, 'infinity'::date), created_at DESC, id)"
    )
    op.create_table(
        "conversations",
        sa.Column("owner_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", postgresql.JSONB(), nullable=False),
        sa.Column("created_at", instant, nullable=False),
        sa.Column("updated_at", instant, nullable=False),
        sa.PrimaryKeyConstraint("owner_id", "id", name="conversations_pkey"),
    )
    op.create_index(
        "conversations_latest", "conversations", ["owner_id", sa.text("updated_at DESC"), "id"]
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("parts", postgresql.JSONB(), nullable=False),
        sa.Column("created_at", instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name="messages_pkey"),
        sa.ForeignKeyConstraint(
            ["owner_id", "conversation_id"],
            ["conversations.owner_id", "conversations.id"],
            name="messages_conversation_fkey",
            ondelete="CASCADE",
        ),
        sa.CheckConstraint("role in ('user', 'assistant')", name="messages_role"),
    )
    op.create_index(
        "messages_order", "messages", ["owner_id", "conversation_id", "position"], unique=True
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("messages")
    op.drop_table("conversations")
    op.drop_table("tasks")
