"""What a route may ask for; the aliases make its signature read as its contract."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from taskora_api.assistant.runner import Assistant
from taskora_api.auth.tokens import Caller, TokenVerifier
from taskora_api.conversations.service import ConversationService
from taskora_api.database.readiness import Readiness
from taskora_api.errors import UnauthenticatedError
from taskora_api.idempotency.store import AnswerStore
from taskora_api.tasks.service import TaskService


@dataclass(frozen=True)
class Services:
    """Everything that the routes share, made once when the application starts."""

    tokens: TokenVerifier
    tasks: TaskService
    conversations: ConversationService
    assistant: Assistant
    answers: AnswerStore
    readiness: Readiness


_bearer = HTTPBearer(auto_error=False, bearerFormat="JWT", scheme_name="bearer")


def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


ServicesDependency = Annotated[Services, Depends(_services)]


async def _caller(
    services: ServicesDependency,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Caller:
    if credentials is None:
        raise UnauthenticatedError("no bearer token")
    return await services.tokens.verify(credentials.credentials)


CallerDependency = Annotated[Caller, Depends(_caller)]
