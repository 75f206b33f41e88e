"""Plans: what a request would change, kept until it is applied or expires."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Make the tables."""
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "plans",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("tool", sa.Text(), nullable=True),
        sa.Column("arguments", postgresql.JSONB(), nullable=True),
        sa.Column("created_at", instant, nullable=False),
        sa.Column("expires_at", instant, nullable=False),
        sa.Column("applied_at", instant, nullable=True),
        sa.Column("change_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="plans_pkey"),
    )
    op.create_index("plans_latest", "plans", ["member_id", sa.text("created_at DESC")])
    op.create_index("plans_age", "plans", ["expires_at"])
    op.create_table(
        "planned_changes",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("titles", postgresql.JSONB(), nullable=False),
        sa.Column("undoes", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("plan_id", "number", name="planned_changes_pkey"),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plans.id"], name="planned_changes_plan_fkey", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "planned_entries",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.Uuid(), nullable=False),
        sa.Column("before", postgresql.JSONB(), nullable=True),
        sa.Column("after", postgresql.JSONB(), nullable=True),
        sa.PrimaryKeyConstraint("plan_id", "number", "position", name="planned_entries_pkey"),
        sa.ForeignKeyConstraint(
            ["plan_id", "number"],
            ["planned_changes.plan_id", "planned_changes.number"],
            name="planned_entries_change_fkey",
            ondelete="CASCADE",
        ),
    )


def downgrade() -> None:
    """Forget the plans."""
    op.drop_table("planned_entries")
    op.drop_table("planned_changes")
    op.drop_table("plans")
