"""Reminders of tasks, the channels of people, and the outbox of what is delivered on them.

When a reminder is due next is worked out by the service, not here: the database reads a local time
that comes twice as the second one, and the service as the first. Triggers on tasks only mark what
has to be worked out again, so that what an older program changes during a rollout counts too.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from taskora_api.migration_files import run_statements

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables, and mark from now on."""
    _make_reminders()
    _make_channels()
    _make_deliveries()
    run_statements("0013", "mark")


def _make_reminders() -> None:
    op.create_table(
        "reminders",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("space_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("remind_at", _INSTANT, nullable=True),
        sa.Column("minutes_before", sa.Integer(), nullable=True),
        sa.Column("all_day_time", sa.Time(), nullable=True),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="reminders_pkey"),
        sa.CheckConstraint(
            "(remind_at is null) <> (minutes_before is null)", name="reminders_moment"
        ),
    )
    op.create_index("reminders_space", "reminders", ["space_id"])
    op.create_index("reminders_sync", "reminders", ["space_id", "sequence"])
    op.create_index("reminders_task", "reminders", ["task_id", "created_at", "id"])
    # Without a foreign key: what was fired stays known while a reminder is deleted and comes back.
    op.create_table(
        "reminder_times",
        sa.Column("reminder_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("fire_at", _INSTANT, nullable=True),
        sa.Column("changed_at", _INSTANT, nullable=False),
        sa.Column("is_stale", sa.Boolean(), nullable=False),
        sa.Column("settings_version", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("reminder_id", name="reminder_times_pkey"),
    )
    op.create_index("reminder_times_task", "reminder_times", ["task_id"])
    op.create_index("reminder_times_member", "reminder_times", ["member_id", "settings_version"])
    op.create_index(
        "reminder_times_stale",
        "reminder_times",
        ["changed_at"],
        postgresql_where=sa.text("is_stale"),
    )
    op.create_index(
        "reminder_times_due",
        "reminder_times",
        ["fire_at"],
        postgresql_where=sa.text("fire_at is not null"),
    )
    op.create_table(
        "reminder_settings",
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("all_day_time", sa.Time(), nullable=False),
        sa.Column("changed_at", _INSTANT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_stale", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("member_id", name="reminder_settings_pkey"),
    )
    op.create_index(
        "reminder_settings_stale",
        "reminder_settings",
        ["changed_at"],
        postgresql_where=sa.text("is_stale"),
    )


def _make_channels() -> None:
    op.create_table(
        "channels",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("key_material", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("verified_at", _INSTANT, nullable=True),
        sa.Column("code_digest", sa.LargeBinary(), nullable=True),
        sa.Column("code_expires_at", _INSTANT, nullable=True),
        sa.Column("code_tries", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("id", name="channels_pkey"),
        sa.UniqueConstraint("member_id", "kind", "address", name="channels_once"),
        sa.CheckConstraint("kind in ('push', 'mail', 'ntfy', 'webhook')", name="channels_kind"),
    )
    op.create_index(
        "channels_push", "channels", ["address"], postgresql_where=sa.text("kind = 'push'")
    )


def _make_deliveries() -> None:
    op.create_table(
        "deliveries",
        # It is the idempotency key too.
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("due_at", _INSTANT, nullable=False),
        sa.Column("content", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("token", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("next_at", _INSTANT, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("finished_at", _INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="deliveries_pkey"),
        sa.UniqueConstraint("subject_id", "due_at", "channel_id", name="deliveries_once"),
        sa.CheckConstraint(
            "state in ('waiting', 'sent', 'dead', 'withdrawn')", name="deliveries_state"
        ),
        sa.CheckConstraint(
            "purpose in ('reminder', 'test', 'verification')", name="deliveries_purpose"
        ),
    )
    op.create_index(
        "deliveries_next",
        "deliveries",
        ["next_at"],
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index("deliveries_channel", "deliveries", ["channel_id", sa.text("created_at DESC")])
    op.create_index("deliveries_member", "deliveries", ["member_id", "purpose", "created_at"])
    op.create_index("deliveries_age", "deliveries", ["created_at"])


def downgrade() -> None:
    """Forget reminders; the ledger keeps what they are on the way up again (0014)."""
    run_statements("0013", "drop")
    for table in ("deliveries", "channels", "reminder_settings", "reminder_times", "reminders"):
        op.drop_table(table)
