"""Brings the schema of a test's database to any revision."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from taskora_api.database.engine import create_migration_engine
from taskora_api.migrate import MIGRATIONS
from taskora_api.settings import DatabaseSettings


async def move_to(settings: DatabaseSettings, revision: str, *, down: bool = False) -> None:
    """Bring the schema to a revision, from either side."""

    def run(connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        (command.downgrade if down else command.upgrade)(config, revision)

    engine = create_migration_engine(settings)
    try:
        async with engine.connect() as connection:
            await connection.execute(text("CREATE SCHEMA IF NOT EXISTS app"))
            await connection.commit()
            await connection.run_sync(run)
            await connection.commit()
    finally:
        await engine.dispose()
