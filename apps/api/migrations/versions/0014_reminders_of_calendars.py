"""Reminders that calendar programs know; and what tasks are found by is worked out faster.

What a program had sent of reminders lay beside its task, and nobody was reminded. It becomes
reminders of who sent it last. An older program goes on writing it there, and nothing reads it; the
reminders that it writes have none of the new columns, and need none.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from taskora_api.migration_files import run_statements

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Add the columns, and make reminders of what programs have sent."""
    op.add_column("reminders", sa.Column("uid", sa.Text(), nullable=True))
    op.add_column(
        "reminders", sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True)
    )
    run_statements("0014", "terms")
    run_statements("0014", "alarms")
    run_statements("0014", "ledger")


def downgrade() -> None:
    """Forget what only programs know; the terms are the same, and stay as fast."""
    run_statements("0014", "drop")
    op.drop_column("reminders", "acknowledged_at")
    op.drop_column("reminders", "uid")
