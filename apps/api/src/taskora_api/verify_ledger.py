"""Verifies every ledger: `python -m taskora_api.verify_ledger`. It changes nothing.

It exits with 0 when all ledgers are whole, and with 5 when one is not.
"""

import asyncio
import json
import sys
from dataclasses import asdict
from typing import TextIO

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import DRIVER_ERRORS, create_migration_engine
from taskora_api.entity_stores import STORES
from taskora_api.ledger.verification import LedgerReport, list_ledgers, verify_ledger
from taskora_api.migrate import EXIT_CONFIGURATION, EXIT_UNREACHABLE
from taskora_api.settings import ConfigurationError, DatabaseSettings

EXIT_BROKEN = 5
_ONE_SNAPSHOT = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


async def verify(settings: DatabaseSettings, output: TextIO) -> bool:
    """Verify all ledgers in one snapshot; print a line of JSON for each, and one for all."""
    engine = create_migration_engine(settings)
    try:
        async with engine.connect() as connection:
            await connection.execute(_ONE_SNAPSHOT)
            return await _verify_all(connection, output)
    finally:
        await engine.dispose()


async def _verify_all(connection: AsyncConnection, output: TextIO) -> bool:
    reports: list[LedgerReport] = []
    for space_id in await list_ledgers(connection):
        report = await verify_ledger(connection, space_id, STORES)
        _print(output, asdict(report) | {"space_id": str(space_id), "whole": not report.faults})
        reports.append(report)
    broken = [report for report in reports if report.faults]
    _print(
        output,
        {
            "ledgers": len(reports),
            "entries": sum(report.entries for report in reports),
            "erased": sum(report.erased for report in reports),
            "unsealed": sum(report.unsealed for report in reports),
            "broken": len(broken),
        },
    )
    return not broken


def _print(output: TextIO, line: dict[str, object]) -> None:
    output.write(json.dumps(line) + "\n")


def main() -> int:
    """Run, and say with the exit code whether all is whole."""
    try:
        settings = DatabaseSettings.load()
    except ConfigurationError as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_CONFIGURATION
    try:
        is_whole = asyncio.run(verify(settings, sys.stdout))
    except DRIVER_ERRORS as error:
        sys.stderr.write(
            f"API_DATABASE: the database did not answer ({type(error).__name__}). "
            "Do: check DATABASE_URL and that it runs\n"
        )
        return EXIT_UNREACHABLE
    if not is_whole:
        sys.stderr.write(
            "API_LEDGER: a ledger is not whole, as its line above says. "
            "Do: restore the newest backup that verifies beside it, and compare the two\n"
        )
        return EXIT_BROKEN
    return 0


if __name__ == "__main__":
    sys.exit(main())
