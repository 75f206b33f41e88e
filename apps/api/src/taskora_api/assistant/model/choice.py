"""Which model answers, and within which limits; importing this imports no provider."""

from dataclasses import dataclass

from pydantic import SecretStr

from taskora_api.settings import ModelSettings, Provider

_KEYS = {
    Provider.OPENAI: "openai_api_key",
    Provider.COHERE: "cohere_api_key",
    Provider.OPENAI_COMPATIBLE: "compatible_api_key",
}


@dataclass(frozen=True)
class Limits:
    """What the model may take for one message of a person, and in a day."""

    silence_seconds: float
    answer_seconds: float
    requests: int
    tool_calls: int
    tokens: int
    reply_tokens: int
    history_messages: int
    # For all messages of a day, 0 where that has no limit.
    person_tokens_daily: int = 0
    all_tokens_daily: int = 0


@dataclass(frozen=True)
class ModelChoice:
    """A model of a provider."""

    provider: Provider
    model: str
    base_url: str
    key: SecretStr
    limits: Limits


def choose_model(settings: ModelSettings) -> ModelChoice | None:
    """Return the model that answers; None when it is the embedded assistant."""
    provider = settings.assistant_provider
    if provider is Provider.EMBEDDED:
        return None
    return ModelChoice(
        provider=provider,
        model=settings.assistant_model,
        base_url=settings.assistant_base_url,
        key=getattr(settings, _KEYS[provider]),
        limits=Limits(
            silence_seconds=settings.assistant_silence_seconds,
            answer_seconds=settings.assistant_answer_seconds,
            requests=settings.assistant_requests_max,
            tool_calls=settings.assistant_tool_calls_max,
            tokens=settings.assistant_tokens_max,
            reply_tokens=settings.assistant_reply_tokens_max,
            history_messages=settings.assistant_history_messages,
            person_tokens_daily=settings.assistant_person_tokens_daily,
            all_tokens_daily=settings.assistant_all_tokens_daily,
        ),
    )
