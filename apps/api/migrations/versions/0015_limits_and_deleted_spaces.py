"""Spaces that can be deleted and restored, and how fast each person changes things.

An older program sees nothing of a deleted space either: nobody is a member of it.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision = "0014"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_INSTANT = sa.DateTime(timezone=True)
_RESTORE = """
INSERT INTO members (member_id, space_id, role, name, joined_at)
SELECT member_id, space_id, role, name, joined_at FROM deleted_members
"""


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "deleted_spaces",
        sa.Column("space_id", sa.Uuid(), nullable=False),
        sa.Column("deleted_by", sa.Text(), nullable=False),
        sa.Column("deleted_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("space_id", name="deleted_spaces_pkey"),
        sa.ForeignKeyConstraint(
            ["space_id"], ["spaces.id"], name="deleted_spaces_space_fkey", ondelete="CASCADE"
        ),
    )
    op.create_index("deleted_spaces_age", "deleted_spaces", ["deleted_at"])
    op.create_table(
        "deleted_members",
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("space_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("joined_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("member_id", "space_id", name="deleted_members_pkey"),
        sa.ForeignKeyConstraint(
            ["space_id"],
            ["deleted_spaces.space_id"],
            name="deleted_members_space_fkey",
            ondelete="CASCADE",
        ),
        sa.CheckConstraint("role in ('owner', 'editor', 'viewer')", name="deleted_members_role"),
    )
    op.create_index("deleted_members_space", "deleted_members", ["space_id"])
    # Not logged: what it holds is worth nothing a minute later. Room is left in its pages, so that
    # a row that is changed again and again stays where it is.
    op.create_table(
        "rate_limits",
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("taken_until", sa.Double(), nullable=False),
        sa.Column("granted", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("member_id", name="rate_limits_pkey"),
        prefixes=["UNLOGGED"],
        postgresql_with={"fillfactor": "50"},
    )


def downgrade() -> None:
    """Restore every deleted space: an older schema has no place for one."""
    op.execute(_RESTORE)
    for table in ("rate_limits", "deleted_members", "deleted_spaces"):
        op.drop_table(table)
