"""Databases for the tests of mutants, which are made in a moment.

Whatever database is made on the server has all tables already, because the server makes it of its
own first one, `template1`. So the server has to be one that exists for this run only.
"""

import asyncio
import os
import subprocess
import sys

import asyncpg

_URL = "TASKORA_TEST_DATABASE_URL"


def prepare() -> None:
    """Give all databases that are made from now on their tables."""
    template = os.environ[_URL].rsplit("/", 1)[0] + "/template1"
    environment = {**os.environ, "PYTHONPATH": "src", "DATABASE_URL": template}
    subprocess.run([sys.executable, "-m", "taskora_api.migrate"], env=environment, check=True)


def remove_left() -> None:
    """Remove what the tests of a mutant have left."""
    asyncio.run(_remove_left())


async def _remove_left() -> None:
    connection = await asyncpg.connect(os.environ[_URL])
    try:
        for name in await connection.fetch("SELECT datname FROM pg_database"):
            if name["datname"].startswith("test_"):
                await connection.execute(f'DROP DATABASE "{name["datname"]}" WITH (FORCE)')
    finally:
        await connection.close()
