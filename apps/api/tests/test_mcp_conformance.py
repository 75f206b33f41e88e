"""The conformance suite of the protocol, against what the product's server of MCP is made of.

The suite drives a server with tools, prompts and resources of its own. They are registered here in
the product's place, behind its entrance: who is let in, from where and with how much is the
product's, and so is how a server of the SDK answers. What needs more than one answer to a request
runs with the streams and sessions of the SDK, which the product does without. It is a target of its
own, too: `npx nx run api:test-mcp-conformance`.
"""

from pathlib import Path

import pytest

from support.conformance.suite import Outcome, run_suite, scored, serving
from support.issuer import Issuer
from taskora_api.main import create_app
from taskora_api.migrate import migrate
from taskora_api.settings import Settings

# The generation 2026-07-28 has done away with what the older one is asked for here.
pytestmark = [
    pytest.mark.long,
    pytest.mark.filterwarnings("ignore::mcp.shared.exceptions.MCPDeprecationWarning"),
]

AS_THE_PRODUCT = "support.conformance.server"
WITH_STREAMS = "support.conformance.streams"
# How many scenarios each set counts: fewer would mean that the suite was not read.
COUNTS = {"2025-11-25": 30, "2026-07-28": 37}
# What a server sends beside the answer, or asks the client in a session that it keeps.
NEED_STREAMS = {
    "2025-11-25": {
        "elicitation-sep1034-defaults",
        "elicitation-sep1330-enums",
        "server-sse-multiple-streams",
        "tools-call-elicitation",
        "tools-call-sampling",
        "tools-call-with-logging",
        "tools-call-with-progress",
    },
    "2026-07-28": {"tools-call-with-progress"},
}
# Not scored, as the suite's own server does not pass them; this one does.
BEYOND = {
    "2025-11-25": {"json-schema-2020-12"},
    "2026-07-28": {
        "http-custom-header-server-validation",
        "http-header-validation",
        "json-schema-2020-12",
    },
}


async def _passed(
    settings: Settings, token: str, module: str, requirements: str, folder: Path
) -> set[str]:
    """The scenarios that pass whole; a warning is as good as a failure."""
    await migrate(settings)
    async with serving(create_app(settings), token, module) as url:
        outcome: Outcome = await run_suite(url, requirements, folder)
    return {
        name
        for name, checks in outcome.items()
        if checks["SUCCESS"] and not checks["FAILURE"] and not checks["WARNING"]
    }


@pytest.mark.parametrize("requirements", COUNTS)
async def test_all_that_is_required_passes(
    settings: Settings, issuer: Issuer, tmp_path: Path, requirements: str
) -> None:
    token = issuer.token("conformance")
    passed = await _passed(settings, token, WITH_STREAMS, requirements, tmp_path)
    assert len(scored(requirements)) == COUNTS[requirements]
    assert passed >= scored(requirements) | BEYOND[requirements]


@pytest.mark.parametrize("requirements", COUNTS)
async def test_as_the_product_answers_all_passes_that_needs_one_answer(
    settings: Settings, issuer: Issuer, tmp_path: Path, requirements: str
) -> None:
    token = issuer.token("conformance")
    passed = await _passed(settings, token, AS_THE_PRODUCT, requirements, tmp_path)
    assert scored(requirements) - passed == NEED_STREAMS[requirements]
    assert passed >= BEYOND[requirements]
