"""The structure of spaces with members, of all that a task can hold, and of the ledger.

An older program goes on serving on this schema: it names every column that it writes, so what is
new has a default, and a trigger gives what it adds the space of its owner. It names the member who
acts `owner_id`, and the entity of an entry `task_id`; both columns keep their names until no such
program is left. What is there is filled in by the next migration, a batch at a time, because a
table that is being altered serves nobody.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from taskora_api.migration_files import run_statements

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_INSTANT = sa.DateTime(timezone=True)
_JSON = postgresql.JSONB()


def upgrade() -> None:
    """Make the tables, columns and triggers; nothing that is there is read."""
    _make_spaces()
    _widen_tasks()
    _make_parts_of_tasks()
    _widen_changes()
    run_statements("0006", "functions")
    run_statements("0006", "older_program")


def _make_spaces() -> None:
    op.create_table(
        "spaces",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="spaces_pkey"),
        sa.CheckConstraint("kind in ('personal', 'shared')", name="spaces_kind"),
    )
    op.create_table(
        "members",
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("space_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("joined_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("member_id", "space_id", name="members_pkey"),
        sa.ForeignKeyConstraint(
            ["space_id"], ["spaces.id"], name="members_space_fkey", ondelete="CASCADE"
        ),
        sa.CheckConstraint("role in ('owner', 'editor', 'viewer')", name="members_role"),
    )
    op.create_index("members_space", "members", ["space_id", "joined_at"])
    op.create_table(
        "invitations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("space_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("uses_left", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("expires_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="invitations_pkey"),
        sa.UniqueConstraint("digest", name="invitations_digest"),
        sa.ForeignKeyConstraint(
            ["space_id"], ["spaces.id"], name="invitations_space_fkey", ondelete="CASCADE"
        ),
        sa.CheckConstraint("role in ('editor', 'viewer')", name="invitations_role"),
    )
    op.create_index("invitations_space", "invitations", ["space_id", "created_at"])
    op.create_index("invitations_expiry", "invitations", ["expires_at"])
    op.create_table(
        "ledger_heads",
        sa.Column("space_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("space_id", name="ledger_heads_pkey"),
    )


def _widen_tasks() -> None:
    for column in (
        sa.Column("space_id", sa.Uuid(), nullable=True),
        sa.Column("priority", sa.SmallInteger(), nullable=False, server_default="0"),
        sa.Column("project_id", sa.Uuid(), nullable=True),
        sa.Column("section_id", sa.Uuid(), nullable=True),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("tags", postgresql.ARRAY(sa.Text()), nullable=False, server_default="{}"),
        sa.Column("position", sa.Text(collation="C"), nullable=False, server_default=""),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("due_time", sa.Time(), nullable=True),
        sa.Column("due_zone", sa.Text(), nullable=True),
        sa.Column("deadline_on", sa.Date(), nullable=True),
        sa.Column("duration_minutes", sa.Integer(), nullable=True),
        sa.Column("recurrence", _JSON, nullable=True),
        sa.Column("assignee_id", sa.Text(), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False, server_default="0"),
    ):
        op.add_column("tasks", column)
    op.drop_constraint("tasks_title_length", "tasks", type_="check")
    op.drop_constraint("tasks_notes_length", "tasks", type_="check")
    _check("tasks", "tasks_title_length", "char_length(title) between 1 and 1024")
    _check("tasks", "tasks_notes_length", "char_length(notes) <= 32768")
    _check("tasks", "tasks_priority", "priority between 0 and 3")
    # In a table of its own, so that no statement on tasks has to leave out what is deleted, and an
    # older program never shows it again.
    op.create_table(
        "trash",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("space_id", sa.Uuid(), nullable=False),
        sa.Column("state", _JSON, nullable=False),
        sa.Column("deleted_by", sa.Text(), nullable=False),
        sa.Column("deleted_at", _INSTANT, nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="trash_pkey"),
    )
    op.create_index("trash_space", "trash", ["space_id", sa.text("deleted_at DESC"), "id"])
    op.create_index("trash_age", "trash", ["deleted_at"])


def _make_parts_of_tasks() -> None:
    """Without foreign keys to tasks: what belongs to one stays while it is in the trash."""
    _make_part("projects", sa.Column("name", sa.Text(), nullable=False), *_ordered())
    _make_part(
        "sections",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        *_ordered(),
    )
    _make_part(
        "comments",
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("edited_at", _INSTANT, nullable=True),
    )
    _make_part(
        "relations",
        sa.Column("from_id", sa.Uuid(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.CheckConstraint("kind in ('blocks', 'duplicates')", name="relations_kind"),
        sa.UniqueConstraint("from_id", "to_id", "kind", name="relations_once"),
    )
    op.create_index("comments_task", "comments", ["task_id", "created_at", "id"])
    op.create_index("relations_to", "relations", ["to_id"])


def _ordered() -> tuple[sa.Column[str], sa.Column[object]]:
    return (
        sa.Column("position", sa.Text(collation="C"), nullable=False),
        sa.Column("archived_at", _INSTANT, nullable=True),
    )


def _make_part(name: str, *own: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("space_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        *own,
        sa.PrimaryKeyConstraint("id", name=f"{name}_pkey"),
    )
    op.create_index(f"{name}_space", name, ["space_id"])
    op.create_index(f"{name}_sync", name, ["space_id", "sequence"])


def _widen_changes() -> None:
    for column in (
        sa.Column("space_id", sa.Uuid(), nullable=True),
        # Changes of several spaces that were made together have the id of the first of them.
        sa.Column("action_id", sa.Uuid(), nullable=True),
        sa.Column("tool", sa.Text(), nullable=True),
        sa.Column("arguments", _JSON, nullable=True),
    ):
        op.add_column("changes", column)
    op.drop_constraint("changes_kind", "changes", type_="check")
    _check(
        "changes",
        "changes_kind",
        "kind in ('added', 'changed', 'completed', 'reopened', 'deleted', 'moved', 'undone', "
        "'baseline')",
    )
    of_entries: tuple[sa.Column[Any], ...] = (
        sa.Column("space_id", sa.Uuid(), nullable=True),
        sa.Column("entity", sa.Text(), nullable=False, server_default="task"),
        sa.Column("sequence", sa.BigInteger(), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=True),
        sa.Column("hash", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", _INSTANT, nullable=True),
    )
    for each in of_entries:
        op.add_column("change_entries", each)


def _check(table: str, name: str, condition: str) -> None:
    """Add a check that holds for all that is there, and so need not be proved while all wait."""
    op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({condition}) NOT VALID")


def downgrade() -> None:
    """Forget spaces and the new fields; what is in the trash is gone for good."""
    run_statements("0006", "drop")
    run_statements("0006", "part")
    op.execute("DELETE FROM changes WHERE id NOT IN (SELECT change_id FROM change_entries)")
    run_statements("0006", "narrow")
    _drop_columns("change_entries", "space_id", "entity", "sequence", "digest", "hash", "erased_at")
    op.drop_constraint("changes_kind", "changes", type_="check")
    op.create_check_constraint(
        "changes_kind",
        "changes",
        "kind in ('added', 'changed', 'completed', 'reopened', 'deleted', 'undone')",
    )
    _drop_columns("changes", "space_id", "action_id", "tool", "arguments")
    for table in ("relations", "comments", "sections", "projects", "trash"):
        op.drop_table(table)
    op.execute("UPDATE tasks SET title = left(title, 200), notes = left(notes, 5000)")
    for name in ("tasks_title_length", "tasks_notes_length"):
        op.drop_constraint(name, "tasks", type_="check")
    op.create_check_constraint(
        "tasks_title_length", "tasks", "char_length(title) between 1 and 200"
    )
    op.create_check_constraint("tasks_notes_length", "tasks", "char_length(notes) <= 5000")
    _drop_columns(
        "tasks",
        *("space_id", "priority", "project_id", "section_id", "parent_id", "tags", "position"),
        *("start_on", "due_time", "due_zone", "deadline_on", "duration_minutes", "recurrence"),
        *("assignee_id", "sequence"),
    )
    for table in ("ledger_heads", "invitations", "members", "spaces"):
        op.drop_table(table)


def _drop_columns(table: str, *names: str) -> None:
    for name in names:
        op.drop_column(table, name)
