"""A notification for each change of a space, so that every process learns of it at once.

Nothing is stored: who does not listen reads the heads of the ledgers, as before.
"""

from collections.abc import Sequence

from taskora_api.migration_files import run_statements

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Notify from now on."""
    run_statements("0009", "notify")


def downgrade() -> None:
    """Notify no more."""
    run_statements("0009", "drop")
