"""Turns that are not over are found without reading all others: somebody has to go on with them.

An older program never looks for them; its people send their message again.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_INDEX = "turns_open"


def upgrade() -> None:
    """Make the index, while turns go on."""
    with op.get_context().autocommit_block():
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {_INDEX}")
        op.execute(f"CREATE INDEX CONCURRENTLY {_INDEX} ON turns (lease_until) WHERE NOT is_ended")


def downgrade() -> None:
    """Leave them to their people."""
    op.drop_index(_INDEX, table_name="turns")
