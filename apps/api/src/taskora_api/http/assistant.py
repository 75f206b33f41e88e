"""The route that says who answers in a conversation."""

from fastapi import APIRouter

from taskora_api.http.dependencies import ChatReaderDependency, ServicesDependency
from taskora_api.http.documented import problems
from taskora_api.settings import Provider
from taskora_api.wire import ResponseBody

router = APIRouter(prefix="/api/v1/assistant", tags=["conversations"])


class AssistantInfo(ResponseBody):
    """Who answers: the embedded assistant, or a model of a provider."""

    provider: Provider
    model: str | None


@router.get("", operation_id="getAssistant", responses=problems(401, 403, 503))
async def get_assistant(
    _caller: ChatReaderDependency, services: ServicesDependency
) -> AssistantInfo:
    """Say who answers; an answer itself says when another one stepped in."""
    choice = services.assistant.choice
    if choice is None:
        return AssistantInfo(provider=Provider.EMBEDDED, model=None)
    return AssistantInfo(provider=choice.provider, model=choice.model)
