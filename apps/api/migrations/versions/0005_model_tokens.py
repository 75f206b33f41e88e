"""Tokens of models: what a person, and everybody together, have used of them in a day."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Make the table; the row without an owner is everybody's."""
    op.create_table(
        "model_tokens",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("owner_id", sa.Text(), nullable=False),
        sa.Column("tokens", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "owner_id", name="model_tokens_pkey"),
    )


def downgrade() -> None:
    """Forget what was used; the budgets of the day begin anew."""
    op.drop_table("model_tokens")
