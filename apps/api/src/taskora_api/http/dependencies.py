"""What a route may ask for; the aliases make its signature read as its contract."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.openapi.models import HTTPBearer
from fastapi.security.base import SecurityBase
from fastapi.security.utils import get_authorization_scheme_param

from taskora_api.access_tokens.secret import PREFIX
from taskora_api.access_tokens.service import AccessTokenService
from taskora_api.app_passwords.service import AppPasswordService
from taskora_api.assistant.runner import Assistant
from taskora_api.auth.caller import Caller, Scope
from taskora_api.auth.resource import ResourceServer
from taskora_api.auth.tokens import TokenVerifier
from taskora_api.bulk.service import BulkService
from taskora_api.calendar_feeds.service import CalendarFeedService
from taskora_api.comments.service import CommentService
from taskora_api.conversations.service import ConversationService
from taskora_api.database.readiness import Readiness
from taskora_api.deleted_spaces.service import DeletedSpaceService
from taskora_api.delivery.channels import ChannelService
from taskora_api.errors import PersonRequiredError, ScopeMissingError, UnauthenticatedError
from taskora_api.exports.service import ExportService
from taskora_api.finding.service import FindingService
from taskora_api.idempotency.store import AnswerStore
from taskora_api.imports.service import ImportService
from taskora_api.ledger.entries import Actor
from taskora_api.ledger.service import LedgerService
from taskora_api.moving.service import MovingService
from taskora_api.plans.service import PlanService
from taskora_api.projects.service import ProjectService
from taskora_api.rate_limits.service import RateLimits
from taskora_api.reading_settings.service import ReadingSettingsService
from taskora_api.relations.service import RelationService
from taskora_api.reminders.preferences import PreferenceService
from taskora_api.reminders.service import ReminderService
from taskora_api.spaces.invitations import InvitationService
from taskora_api.spaces.service import SpaceService
from taskora_api.sync.feed import ChangeFeed
from taskora_api.sync.service import SyncService
from taskora_api.tasks.series_service import SeriesService
from taskora_api.tasks.service import TaskService
from taskora_api.tasks.trash import TrashService
from taskora_api.views.service import ViewService


@dataclass(frozen=True)
class Services:
    """Everything that the routes share, made once when the application starts."""

    tokens: TokenVerifier
    rate_limits: RateLimits
    # None where no authorization server gives tokens for this service.
    oauth: ResourceServer | None
    access_tokens: AccessTokenService
    app_passwords: AppPasswordService
    calendar_feeds: CalendarFeedService
    tasks: TaskService
    series: SeriesService
    plans: PlanService
    imports: ImportService
    exports: ExportService
    finding: FindingService
    bulk: BulkService
    views: ViewService
    spaces: SpaceService
    deleted_spaces: DeletedSpaceService
    invitations: InvitationService
    ledger: LedgerService
    projects: ProjectService
    comments: CommentService
    moving: MovingService
    trash: TrashService
    relations: RelationService
    reminders: ReminderService
    preferences: PreferenceService
    reading_settings: ReadingSettingsService
    channels: ChannelService
    sync: SyncService
    events: ChangeFeed
    conversations: ConversationService
    assistant: Assistant
    answers: AnswerStore
    readiness: Readiness


BEARER_NAME = "bearer"
BEARER = HTTPBearer(
    description="The token of a session, which is a JWT, or a personal access token."
)
_CALLER_KEY = "taskora.caller"
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
# Sent with POST for the sake of their body.
_QUESTIONS = frozenset({"/api/v1/parse"})


def services_of(request: Request) -> Services:
    """Return what the application has made as it started."""
    services: Services = request.app.state.services
    return services


async def _services(request: Request) -> Services:
    # A function that does not wait would be run in a thread, which costs more than the rest of it.
    return services_of(request)


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


def bearer_of(request: Request) -> str:
    """Return the token of a request.

    Raises:
        UnauthenticatedError: there is none.
    """
    scheme, token = get_authorization_scheme_param(request.headers.get("authorization"))
    if scheme.lower() != "bearer" or not token:
        raise UnauthenticatedError("no bearer token")
    return token


async def caller_of(request: Request) -> Caller:
    """Return who calls; the token is verified when the first one of a request asks.

    Raises:
        UnauthenticatedError: there is no token that is valid here.
        RateLimitedError: they were too fast.
    """
    caller: Caller | None = request.scope.get(_CALLER_KEY)
    if caller is None:
        services = services_of(request)
        caller = await authenticate(services, bearer_of(request))
        reads = request.method in _READING or request.scope["path"] in _QUESTIONS
        await services.rate_limits.admit(caller.id, changes=not reads)
        request.scope[_CALLER_KEY] = caller
    return caller


class _Caller(SecurityBase):
    """Who calls, and is allowed to: one step, for each one of a tree of them costs."""

    def __init__(self, *scopes: Scope, is_for_people: bool = False) -> None:
        """Take the scopes that the token must have, and whether a program may not have it."""
        self.model = BEARER
        self.scheme_name = BEARER_NAME
        self._scopes = scopes
        self._is_for_people = is_for_people

    async def __call__(self, request: Request) -> Caller:
        caller = await caller_of(request)
        for scope in self._scopes:
            require_scope(caller, scope)
        if self._is_for_people and not caller.is_person:
            raise PersonRequiredError
        return caller


CallerDependency = Annotated[Caller, Depends(_Caller())]
ReaderDependency = Annotated[Caller, Depends(_Caller(Scope.TASKS_READ))]
WriterDependency = Annotated[Caller, Depends(_Caller(Scope.TASKS_WRITE))]
ChatReaderDependency = Annotated[Caller, Depends(_Caller(Scope.CHAT))]
# The assistant reads and changes tasks for whoever speaks with it.
ChatDependency = Annotated[
    Caller, Depends(_Caller(Scope.CHAT, Scope.TASKS_READ, Scope.TASKS_WRITE))
]
PersonDependency = Annotated[Caller, Depends(_Caller(is_for_people=True))]


def actor_of(caller: Caller) -> Actor:
    """From where a request over REST changes something."""
    return Actor.WEB if caller.is_person else Actor.API
