"""Calendar programs: app passwords, feeds, and what programs keep of lists and of tasks.

An older program knows none of these tables and writes none of them. What a program has sent of a
task stays beside it by its id, so that it is there again after the trash, an undo or another space.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_INSTANT = sa.DateTime(timezone=True)
_JSON = postgresql.JSONB(none_as_null=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "app_passwords",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Text(), nullable=False),
        sa.Column("user_name", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("selector", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("last_used_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="app_passwords_pkey"),
        sa.UniqueConstraint("selector", name="app_passwords_selector"),
    )
    op.create_index("app_passwords_owner", "app_passwords", ["owner_id", "created_at"])
    op.create_table(
        "calendar_feeds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Text(), nullable=False),
        sa.Column("space_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="calendar_feeds_pkey"),
        sa.UniqueConstraint("digest", name="calendar_feeds_digest"),
    )
    op.create_index("calendar_feeds_owner", "calendar_feeds", ["owner_id", "created_at"])
    op.create_table(
        "calendar_lists",
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("properties", _JSON, nullable=False, server_default="{}"),
        sa.PrimaryKeyConstraint("member_id", "place_id", name="calendar_lists_pkey"),
        sa.UniqueConstraint("member_id", "slug", name="calendar_lists_slug"),
    )
    op.create_table(
        "calendar_objects",
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("parent_uid", sa.Text(), nullable=True),
        sa.Column("reminders", _JSON, nullable=False, server_default="[]"),
        sa.Column("claimed_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("task_id", name="calendar_objects_pkey"),
    )
    op.create_index("calendar_objects_name", "calendar_objects", ["name"])
    op.create_index("calendar_objects_uid", "calendar_objects", ["uid"])
    op.create_index(
        "calendar_objects_parent",
        "calendar_objects",
        ["parent_uid"],
        postgresql_where=sa.text("parent_uid IS NOT NULL"),
    )
    op.create_index("calendar_objects_age", "calendar_objects", ["claimed_at"])


def downgrade() -> None:
    """Forget what programs have sent beyond what a task says, and end their access."""
    for table in ("calendar_objects", "calendar_lists", "calendar_feeds", "app_passwords"):
        op.drop_table(table)
