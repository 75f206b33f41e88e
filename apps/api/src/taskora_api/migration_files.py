"""Statements of a migration that are longer than a line, from `migrations/sql/<revision>/`."""

from pathlib import Path

from alembic import op
from sqlalchemy.util import await_only

STATEMENTS = Path(__file__).parents[2] / "migrations" / "sql"


def run_statements(revision: str, name: str) -> None:
    """Run all statements of a file in the transaction of the migration.

    By the driver itself: SQLAlchemy prepares what it runs, and only one statement can be prepared.
    """
    connection = op.get_bind()
    # The driver's transaction begins with the first statement that SQLAlchemy runs.
    op.execute("SELECT 1")
    driver = connection.connection.driver_connection
    if driver is None:
        raise RuntimeError("the migration has no connection")
    text = (STATEMENTS / revision / f"{name}.sql").read_text(encoding="utf-8")
    await_only(driver.execute(text))
