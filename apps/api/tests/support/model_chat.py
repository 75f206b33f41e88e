"""An application whose assistant is a model of a server that follows a script."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

from pydantic import SecretStr

from support.chat import Chat
from support.model_server import ModelServer, Reply, cohere_events, openai_events
from support.replicas import Replica, running_replica
from taskora_api.settings import Settings

KEY = "sk-secret"
MODEL = "scripted"
Events = Callable[[Reply], Iterator[str]]
# Each provider, how it writes its answers, and the setting that has its key.
PROTOCOLS: dict[str, tuple[Events, str]] = {
    "openai": (openai_events, "openai_api_key"),
    "cohere": (cohere_events, "cohere_api_key"),
    "openai-compatible": (openai_events, "compatible_api_key"),
}


def settings_of(settings: Settings, provider: str, url: str, **limits: Any) -> Settings:  # noqa: ANN401
    """Make settings with which a provider at an address answers."""
    model = {
        "assistant_provider": provider,
        "assistant_model": MODEL,
        "assistant_base_url": url,
        PROTOCOLS[provider][1]: SecretStr(KEY),
    }
    return Settings.model_validate(settings.model_dump() | model | limits)


def fresh_server(provider: tuple[str, ModelServer]) -> ModelServer:
    """Give a provider's server, asked nothing yet: a fixture of modules that have `provider`."""
    found = provider[1]
    found.script.clear()
    found.requests.clear()
    return found


def new_chat(replica: Replica, signed_in: dict[str, str]) -> Chat:
    """Begin a conversation of the person of a test: a fixture of modules that have `replica`."""
    return Chat(replica.client, signed_in)


@asynccontextmanager
async def replica_with(
    settings: Settings,
    provider: str,
    server: ModelServer,
    **limits: Any,  # noqa: ANN401
) -> AsyncIterator[Replica]:
    """Run an application with the model, on a database that is migrated already."""
    async with running_replica(settings_of(settings, provider, server.url, **limits)) as running:
        yield running
