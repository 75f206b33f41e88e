"""Turns: answers in the making, so that any process can show, stop or go on with them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Make the table."""
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "turns",
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("holder", sa.Uuid(), nullable=False),
        sa.Column("lease_until", instant, nullable=False),
        sa.Column("is_ended", sa.Boolean(), nullable=False),
        sa.Column("is_stopping", sa.Boolean(), nullable=False),
        sa.Column("progress", postgresql.JSONB(), nullable=False),
        sa.Column("started_at", instant, nullable=False),
        sa.PrimaryKeyConstraint("answer_id", name="turns_pkey"),
        sa.ForeignKeyConstraint(
            ["owner_id", "conversation_id"],
            ["conversations.owner_id", "conversations.id"],
            name="turns_conversation_fkey",
            ondelete="CASCADE",
        ),
    )
    op.create_index("turns_conversation", "turns", ["owner_id", "conversation_id"])


def downgrade() -> None:
    """Forget which answers are in the making."""
    op.drop_table("turns")
