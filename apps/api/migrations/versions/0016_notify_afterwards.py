"""A process may notify of its changes after they are committed, for many of them at once.

No table is locked for it. An older program says nothing of that, and is notified for as before.
"""

from collections.abc import Sequence

from taskora_api.migration_files import run_statements

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Leave it to who says so."""
    run_statements("0016", "after")


def downgrade() -> None:
    """Notify within each transaction."""
    run_statements("0016", "within")
