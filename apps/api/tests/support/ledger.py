"""The ledgers of a test's database, verified as the command does."""

import io
import json
from typing import Any

from taskora_api.settings import DatabaseSettings
from taskora_api.verify_ledger import verify


async def verified(settings: DatabaseSettings) -> dict[str, dict[str, Any]]:
    """The report of each ledger, by its space, and of all together as `all`."""
    output = io.StringIO()
    is_whole = await verify(settings, output)
    lines = [json.loads(line) for line in output.getvalue().splitlines()]
    reports = {line["space_id"]: line for line in lines[:-1]}
    assert is_whole == all(line["whole"] for line in lines[:-1])
    return {**reports, "all": lines[-1]}
