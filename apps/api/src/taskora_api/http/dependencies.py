"""What a route may ask for; the aliases make its signature read as its contract."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from taskora_api.access_tokens.secret import PREFIX
from taskora_api.access_tokens.service import AccessTokenService
from taskora_api.assistant.runner import Assistant
from taskora_api.auth.caller import Caller, Scope
from taskora_api.auth.tokens import TokenVerifier
from taskora_api.comments.service import CommentService
from taskora_api.conversations.service import ConversationService
from taskora_api.database.readiness import Readiness
from taskora_api.errors import PersonRequiredError, ScopeMissingError, UnauthenticatedError
from taskora_api.idempotency.store import AnswerStore
from taskora_api.ledger.entries import Actor
from taskora_api.ledger.service import LedgerService
from taskora_api.moving.service import MovingService
from taskora_api.projects.service import ProjectService
from taskora_api.relations.service import RelationService
from taskora_api.spaces.invitations import InvitationService
from taskora_api.spaces.service import SpaceService
from taskora_api.sync.feed import ChangeFeed
from taskora_api.sync.service import SyncService
from taskora_api.tasks.service import TaskService
from taskora_api.tasks.trash import TrashService


@dataclass(frozen=True)
class Services:
    """Everything that the routes share, made once when the application starts."""

    tokens: TokenVerifier
    access_tokens: AccessTokenService
    tasks: TaskService
    spaces: SpaceService
    invitations: InvitationService
    ledger: LedgerService
    projects: ProjectService
    comments: CommentService
    moving: MovingService
    trash: TrashService
    relations: RelationService
    sync: SyncService
    events: ChangeFeed
    conversations: ConversationService
    assistant: Assistant
    answers: AnswerStore
    readiness: Readiness


_bearer = HTTPBearer(
    auto_error=False,
    scheme_name="bearer",
    description="The token of a session, which is a JWT, or a personal access token.",
)


def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


ServicesDependency = Annotated[Services, Depends(_services)]


async def authenticate(services: Services, token: str) -> Caller:
    """Return whose token it is, of either kind."""
    if token.startswith(PREFIX):
        return await services.access_tokens.verify(token)
    return await services.tokens.verify(token)


def require_scope(caller: Caller, scope: Scope) -> None:
    """Refuse a token that was not made for this.

    Raises:
        ScopeMissingError: the token does not have the scope.
    """
    if scope not in caller.scopes:
        raise ScopeMissingError(scope)


async def _caller(
    services: ServicesDependency,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Caller:
    if credentials is None:
        raise UnauthenticatedError("no bearer token")
    return await authenticate(services, credentials.credentials)


CallerDependency = Annotated[Caller, Depends(_caller)]


def _with(*scopes: Scope) -> Callable[[Caller], Caller]:
    def check(caller: CallerDependency) -> Caller:
        for scope in scopes:
            require_scope(caller, scope)
        return caller

    return check


def _person(caller: CallerDependency) -> Caller:
    if not caller.is_person:
        raise PersonRequiredError
    return caller


ReaderDependency = Annotated[Caller, Depends(_with(Scope.TASKS_READ))]
WriterDependency = Annotated[Caller, Depends(_with(Scope.TASKS_WRITE))]
ChatReaderDependency = Annotated[Caller, Depends(_with(Scope.CHAT))]
# The assistant reads and changes tasks for whoever speaks with it.
ChatDependency = Annotated[Caller, Depends(_with(Scope.CHAT, Scope.TASKS_READ, Scope.TASKS_WRITE))]
PersonDependency = Annotated[Caller, Depends(_person)]


def actor_of(caller: Caller) -> Actor:
    """From where a request over REST changes something."""
    return Actor.WEB if caller.is_person else Actor.API
