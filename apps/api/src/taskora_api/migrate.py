"""Brings the schema up to date: `python -m taskora_api.migrate`. Running it again is harmless."""

import asyncio
import sys
import time
from pathlib import Path

import structlog
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from taskora_api.database.engine import DRIVER_ERRORS, create_migration_engine, state_of
from taskora_api.database.revisions import is_newer, read_revision
from taskora_api.logging import configure_logging
from taskora_api.settings import ConfigurationError, DatabaseSettings

MIGRATIONS = Path(__file__).parents[2] / "migrations"
PAUSE_SECONDS = 1.0
EXIT_CONFIGURATION = 2
EXIT_UNREACHABLE = 3
EXIT_FAILED = 4
_LOCK_NOT_AVAILABLE = "55P03"
# What PgBouncer answers to a connection that says which schema it searches.
_POOLER_REFUSAL = "unsupported startup parameter"
# A transaction whose process vanished must not hold its locks for ever. By the role's default: what
# is set in a session would reach whoever a pooler gives it to next, and not those that it ought to.
_LIMIT_IDLE_TRANSACTIONS = """
DO $$ BEGIN
  IF current_setting('idle_in_transaction_session_timeout') <> '30s' THEN
    EXECUTE format('ALTER ROLE CURRENT_USER IN DATABASE %I SET %I = %L',
      current_database(), 'idle_in_transaction_session_timeout', '30s');
  END IF;
END $$
"""
# Any number will do, as long as every version of this program takes the same.
_LOCK_KEY = 7_461_001

logger = structlog.get_logger("taskora.migrate")


class DatabaseUnreachableError(Exception):
    """The database did not answer for as long as the migration may wait."""


class DatabasePooledError(Exception):
    """The address leads to a pooler, which keeps no session for a migration."""


async def migrate(settings: DatabaseSettings) -> None:
    """Wait for the database, then migrate while no other process can."""
    # A statement on a large table may take long; what must not take long is the wait for its lock,
    # for everything that comes after it waits as well.
    engine = create_migration_engine(settings)
    try:
        await _wait(engine, settings.migrate_wait_seconds)
        async with engine.connect() as connection:
            await _lock(connection)
            try:
                await connection.execute(
                    text("SELECT set_config('lock_timeout', :wait, false)"),
                    {"wait": f"{int(settings.migrate_lock_seconds * 1000)}ms"},
                )
                await connection.commit()
                await _migrate_locked(connection, settings.database_schema)
            finally:
                await connection.rollback()
                await connection.execute(
                    text("SELECT pg_advisory_unlock(:key)"), {"key": _LOCK_KEY}
                )
    finally:
        await engine.dispose()


async def _lock(connection: AsyncConnection) -> None:
    """Take a lock of the session, so that it covers every transaction of the migrations.

    It is asked for again and again: an index that is made concurrently waits for every statement
    that is being run, and so would never end while another process waited in one for this lock.
    """
    attempt = text("SELECT pg_try_advisory_lock(:key)")
    while True:
        has_lock = await connection.scalar(attempt, {"key": _LOCK_KEY})
        await connection.commit()
        if has_lock:
            return
        logger.info("migrate.waiting", reason="another process migrates")
        await asyncio.sleep(PAUSE_SECONDS)


async def _wait(engine: AsyncEngine, wait_seconds: float) -> None:
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            async with engine.connect() as connection:
                await connection.execute(text("SELECT 1"))
                return
        except DRIVER_ERRORS as error:
            reason = type(error).__name__
            if _POOLER_REFUSAL in str(error):
                raise DatabasePooledError from error
            if time.monotonic() + PAUSE_SECONDS > deadline:
                raise DatabaseUnreachableError(reason) from error
            logger.info("migrate.waiting", reason=reason)
        await asyncio.sleep(PAUSE_SECONDS)


async def _migrate_locked(connection: AsyncConnection, schema: str) -> None:
    await _make_schema(connection, schema)
    await connection.execute(text(_LIMIT_IDLE_TRANSACTIONS))
    await connection.commit()
    before = await read_revision(connection)
    await connection.rollback()
    newest = ScriptDirectory(str(MIGRATIONS)).get_current_head() or "0"
    if is_newer(before, newest):
        # The job of an image that was rolled back to: its program serves on the newer schema.
        logger.info("migrate.schema_is_newer", revision=before, newest_known=newest)
        return
    await connection.run_sync(_upgrade)
    after = await read_revision(connection)
    logger.info("migrate.done" if before != after else "migrate.up_to_date", revision=after)


async def _make_schema(connection: AsyncConnection, schema: str) -> None:
    """Make the schema if it is missing; IF NOT EXISTS alone needs a right that we may not have."""
    exists = await connection.scalar(
        text("SELECT 1 FROM pg_namespace WHERE nspname = :schema"), {"schema": schema}
    )
    if exists is None:
        # The settings allow only letters, digits and underscores in this name.
        await connection.execute(text(f'CREATE SCHEMA "{schema}"'))
    await connection.commit()


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def main() -> int:
    """Run, and say with the exit code what kind of failure it was."""
    try:
        settings = DatabaseSettings.load()
    except ConfigurationError as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_CONFIGURATION
    configure_logging(settings.log_level)
    try:
        asyncio.run(migrate(settings))
    except DatabaseUnreachableError as error:
        logger.error("migrate.database_unreachable", reason=str(error))
        sys.stderr.write(
            f"API_DATABASE: no answer from the database ({error}) within "
            f"{settings.migrate_wait_seconds:g} s. Do: check DATABASE_URL and that it runs\n"
        )
        return EXIT_UNREACHABLE
    except DatabasePooledError:
        logger.error("migrate.database_pooled")
        sys.stderr.write(
            "API_DATABASE_POOLED: the address is one of a pooler, and a migration needs a session "
            "of its own. Do: set DATABASE_DIRECT_URL to the address without the pooler\n"
        )
        return EXIT_CONFIGURATION
    except Exception as error:
        logger.error("migrate.failed", exc_info=error)
        sys.stderr.write(f"{_explain(error)}\n")
        return EXIT_FAILED
    return 0


def _explain(error: Exception) -> str:
    """Name the failure by its kind; its text may hold what is stored."""
    state = state_of(error)
    if state == _LOCK_NOT_AVAILABLE:
        return (
            "API_MIGRATION_LOCKED: another transaction holds a table that must be changed. "
            "Do: end it (see pg_stat_activity), then run the migration again"
        )
    kind = f"{type(error).__name__} {state}".strip()
    return (
        f"API_MIGRATION: the schema was not brought up to date ({kind}). "
        "Do: read migrate.failed in the log above, mend its cause, then run the migration again"
    )


if __name__ == "__main__":
    sys.exit(main())
