"""How a person's text is read, and which readings they chose."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Make the tables."""
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "reading_settings",
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("day_first", sa.Boolean(), nullable=True),
        sa.Column("week_start", sa.Integer(), nullable=False),
        sa.Column("next_weekday", sa.Text(), nullable=False),
        sa.Column("changed_at", instant, nullable=False),
        sa.PrimaryKeyConstraint("member_id", name="reading_settings_pkey"),
        sa.CheckConstraint("week_start BETWEEN 0 AND 6", name="reading_settings_week_start"),
        sa.CheckConstraint(
            "next_weekday IN ('nextWeek', 'nearest')", name="reading_settings_next_weekday"
        ),
    )
    op.create_table(
        "reading_choices",
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("chosen_at", instant, nullable=False),
        sa.PrimaryKeyConstraint("member_id", "phrase", name="reading_choices_pkey"),
    )


def downgrade() -> None:
    """Forget them."""
    op.drop_table("reading_choices")
    op.drop_table("reading_settings")
