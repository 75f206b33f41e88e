"""Makes the model of a choice with pydantic-ai's provider for it. Importing this is for first use.

Keys and addresses come from the settings alone: the clients read no variables of their
own, and use no proxy that these name.
"""

from contextlib import AsyncExitStack
from typing import Any

import httpx2
from pydantic_ai.models import Model
from pydantic_ai.profiles.openai import OpenAIModelProfile

from taskora_api.assistant.model.choice import ModelChoice
from taskora_api.assistant.model.cohere_import import without_data_packages
from taskora_api.settings import Provider

OPENAI_URL = "https://api.openai.com/v1"
COHERE_URL = "https://api.cohere.com"
CONNECT_SECONDS = 5.0
# A stream that ends without a reason was cut off, however politely.
_CUT_OFF_IS_A_FAILURE = OpenAIModelProfile(openai_chat_streaming_requires_finish_reason=True)


def make_model(choice: ModelChoice, closing: AsyncExitStack) -> Model[Any]:
    """Make the model; its connections are closed with the stack."""
    if choice.provider is Provider.COHERE:
        return _cohere(choice, closing)
    from pydantic_ai.models.openai import OpenAIChatModel  # noqa: PLC0415 - on first use.

    return OpenAIChatModel(
        choice.model, provider=_openai_provider(choice, closing), profile=_CUT_OFF_IS_A_FAILURE
    )


def _openai_provider(choice: ModelChoice, closing: AsyncExitStack) -> Any:  # noqa: ANN401 - of two.
    from pydantic_ai.providers.openai import OpenAIProvider  # noqa: PLC0415 - on first use.
    from pydantic_ai.providers.openai_compatible import (  # noqa: PLC0415 - on first use.
        OpenAICompatibleProvider,
    )

    timeout = httpx2.Timeout(choice.limits.silence_seconds, connect=CONNECT_SECONDS)
    client = httpx2.AsyncClient(trust_env=False, timeout=timeout)
    closing.push_async_callback(client.aclose)
    key = choice.key.get_secret_value()
    if choice.provider is Provider.OPENAI:
        base_url = choice.base_url or OPENAI_URL
        return OpenAIProvider(base_url=base_url, api_key=key, http_client=client)
    return OpenAICompatibleProvider(
        choice.provider.value, base_url=choice.base_url, api_key=key or None, http_client=client
    )


def _cohere(choice: ModelChoice, closing: AsyncExitStack) -> Model[Any]:
    import httpx  # noqa: PLC0415 - what Cohere's package takes.

    with without_data_packages():
        from cohere import AsyncClientV2  # noqa: PLC0415 - on first use.
        from pydantic_ai.models.cohere import CohereModel  # noqa: PLC0415 - on first use.
        from pydantic_ai.providers.cohere import CohereProvider  # noqa: PLC0415 - on first use.

    timeout = httpx.Timeout(choice.limits.silence_seconds, connect=CONNECT_SECONDS)
    http_client = httpx.AsyncClient(trust_env=False, timeout=timeout)
    closing.push_async_callback(http_client.aclose)
    client = AsyncClientV2(
        api_key=choice.key.get_secret_value(),
        base_url=choice.base_url or COHERE_URL,
        httpx_client=http_client,
        log_warning_experimental_features=False,
    )
    return CohereModel(choice.model, provider=CohereProvider(cohere_client=client))
