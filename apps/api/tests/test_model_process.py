"""A process that answers with a model of a provider: what it takes, logs and refuses (A3)."""

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import httpx2
import pytest

from conftest import Headers
from support.chat import Answer, read_events
from support.issuer import Issuer
from support.memory import MEMORY_MEGABYTES_MAX, compile_packages, megabytes_of
from support.model_chat import KEY, MODEL, PROTOCOLS
from support.model_server import ModelServer, Reply, running_model_server
from support.process import Service, run_module, running_service
from taskora_api.migrate import migrate
from taskora_api.settings import Settings

pytestmark = pytest.mark.long

KEYS = dict.fromkeys(("OPENAI_API_KEY", "COHERE_API_KEY", "COMPATIBLE_API_KEY"), KEY)


@pytest.fixture(scope="module", autouse=True)
def bytecode() -> None:
    """What these import was compiled before, as in the image."""
    compile_packages()


@pytest.fixture(scope="module")
async def database(settings: Settings) -> str:
    """The address of a migrated database."""
    await migrate(settings)
    return settings.database_url.get_secret_value()


@pytest.fixture(scope="module", params=["openai", "cohere"])
async def running(
    request: pytest.FixtureRequest,
    database: str,
    issuer: Issuer,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[tuple[Service, ModelServer]]:
    """A process with every key, and the server that it asks."""
    async with running_model_server(PROTOCOLS[request.param][0]) as server:
        environment = {
            "DATABASE_URL": database,
            "AUTH_JWKS_URL": issuer.url,
            "ASSISTANT_PROVIDER": request.param,
            "ASSISTANT_MODEL": MODEL,
            "ASSISTANT_BASE_URL": server.url,
            **KEYS,
        }
        with running_service(environment, tmp_path_factory.mktemp("model") / "log") as service:
            yield service, server


async def _say(service: Service, text: str, headers: dict[str, str]) -> Answer:
    body = {"conversationId": str(uuid4()), "text": text, "timeZone": "UTC"}
    async with httpx2.AsyncClient(trust_env=False, timeout=60) as client:
        url = f"{service.url}/api/v1/chat"
        return read_events((await client.post(url, json=body, headers=headers)).text)


async def test_a_process_stays_small_after_it_has_used_a_provider(
    running: tuple[Service, ModelServer], headers: Headers
) -> None:
    service, server = running
    server.script = [Reply(text="Good morning")]
    assert (await _say(service, "good morning", headers("small"))).text == "Good morning "
    assert megabytes_of(service) <= MEMORY_MEGABYTES_MAX


async def test_a_refused_key_is_logged_with_what_to_do_and_without_the_key(
    running: tuple[Service, ModelServer], headers: Headers
) -> None:
    service, server = running
    server.script = [Reply(status=401)]
    await _say(service, "add milk", headers("refused"))
    log = await asyncio.to_thread(service.log.read_text)
    (line,) = [each for each in log.splitlines() if "assistant.model_failed" in each]
    assert "MODEL_KEY_REFUSED" in line
    assert "put a valid key into the Secret" in line
    assert KEY not in log


def test_an_unknown_provider_ends_the_process_with_one_line(database: str) -> None:
    environment = {"DATABASE_URL": database, "AUTH_JWKS_URL": "http://web/jwks"}
    ended = run_module("taskora_api", environment | {"ASSISTANT_PROVIDER": "gemini"})
    assert ended.returncode == 2
    (line,) = ended.stderr.splitlines()
    assert line.startswith("API_CONFIGURATION: ASSISTANT_PROVIDER is not valid")
    assert line.endswith("Do: set it to embedded, openai, cohere or openai-compatible")
