"""Runs a program beside a service of its own: `python tools/with_service.py PROGRAM ARGS...`.

The service runs on a new database of the server that TASKORA_TEST_DATABASE_URL names. The program
is given API_URL, and API_TOKEN, an access token with every scope. Nothing stays.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

import httpx2
from pydantic import AnyHttpUrl, SecretStr

PROJECT = Path(__file__).parents[1]
sys.path[:0] = [str(PROJECT / "src"), str(PROJECT / "tests")]

from support.access_tokens import create_token  # noqa: E402 - after the path is set.
from support.issuer import Issuer, running_issuer  # noqa: E402
from support.postgres import create_database  # noqa: E402
from support.process import running_service  # noqa: E402
from taskora_api.logging import configure_logging  # noqa: E402
from taskora_api.migrate import migrate  # noqa: E402
from taskora_api.settings import Settings  # noqa: E402

USAGE = "API_WITH_SERVICE: no {}. Do: npx nx run bench:mcp, or another target that starts this"
EXIT_USAGE = 2


def main(program: Sequence[str]) -> int:
    server_url = os.environ.get("TASKORA_TEST_DATABASE_URL")
    if not program or not server_url:
        missing = "TASKORA_TEST_DATABASE_URL is set" if program else "program was named"
        sys.stderr.write(f"{USAGE.format(missing)}\n")
        return EXIT_USAGE
    configure_logging("warning")
    database_url = asyncio.run(create_database(server_url))
    with running_issuer() as issuer:
        settings = Settings(
            database_url=SecretStr(database_url), auth_jwks_url=AnyHttpUrl(issuer.url)
        )
        asyncio.run(migrate(settings))
        return _run(program, database_url, issuer)


def _run(program: Sequence[str], database_url: str, issuer: Issuer) -> int:
    environment = {
        "DATABASE_URL": database_url,
        "AUTH_JWKS_URL": issuer.url,
        "LOG_LEVEL": "warning",
    }
    with (
        tempfile.TemporaryDirectory() as folder,
        running_service(environment, Path(folder) / "log") as service,
    ):
        given = {"API_URL": service.url, "API_TOKEN": asyncio.run(_token(service.url, issuer))}
        return subprocess.run(program, env={**os.environ, **given}, check=False).returncode


async def _token(url: str, issuer: Issuer) -> str:
    owner = {"Authorization": f"Bearer {issuer.token(f'person-{uuid4().hex}')}"}
    async with httpx2.AsyncClient(base_url=url, trust_env=False) as client:
        return str((await create_token(client, owner))["token"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
