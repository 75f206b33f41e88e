"""Personal access tokens: programs that call the API for a person, each with its scopes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Make the table."""
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "access_tokens",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("ending", sa.Text(), nullable=False),
        sa.Column("scopes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("created_at", instant, nullable=False),
        sa.Column("expires_at", instant, nullable=False),
        sa.Column("last_used_at", instant, nullable=True),
        sa.PrimaryKeyConstraint("id", name="access_tokens_pkey"),
        sa.UniqueConstraint("digest", name="access_tokens_digest"),
    )
    op.create_index("access_tokens_owner", "access_tokens", ["owner_id", "created_at"])
    op.create_index("access_tokens_expiry", "access_tokens", ["expires_at"])


def downgrade() -> None:
    """Forget the tokens, which ends the access of every program."""
    op.drop_table("access_tokens")
