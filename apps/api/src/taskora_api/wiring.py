"""What the application is made of: each service, and the chores of every process."""

from datetime import timedelta

import httpx2
from sqlalchemy.ext.asyncio import AsyncEngine

from taskora_api.access_tokens import repository as access_token_statements
from taskora_api.access_tokens.service import EXPIRED_LIFETIME, AccessTokenService
from taskora_api.app_passwords import repository as app_password_statements
from taskora_api.app_passwords.service import AppPasswordService
from taskora_api.assistant.left_turns import LeftTurns
from taskora_api.assistant.model import token_counts
from taskora_api.assistant.model.budget import COUNT_LIFETIME, TokenBudget
from taskora_api.assistant.model.choice import choose_model
from taskora_api.assistant.runner import Assistant
from taskora_api.assistant.turn_tasks import PATIENCE_SECONDS
from taskora_api.auth.keys import KeySet
from taskora_api.auth.resource import ProtectedResource, ResourceServer
from taskora_api.auth.tokens import TokenVerifier, program_of
from taskora_api.bulk.service import BulkService
from taskora_api.caldav.leftovers import remove_leftovers
from taskora_api.calendar_feeds import repository as feed_statements
from taskora_api.calendar_feeds.service import CalendarFeedService
from taskora_api.comments.service import CommentService
from taskora_api.conversations.service import ConversationService
from taskora_api.conversations.turns import TurnService
from taskora_api.database.committed import reporters_of
from taskora_api.database.direct import schemas_of
from taskora_api.database.engine import Database
from taskora_api.database.pool import pool_sizes
from taskora_api.database.readiness import READINESS_SECONDS, Readiness
from taskora_api.database.revisions import REVISION_NEEDED, number_of
from taskora_api.deleted_spaces.purging import PURGE_AGE, purge_some
from taskora_api.deleted_spaces.service import DeletedSpaceService
from taskora_api.delivery import outbox
from taskora_api.delivery.channels import ChannelService
from taskora_api.delivery.dispatcher import Dispatcher
from taskora_api.delivery.senders import Senders
from taskora_api.entity_stores import STORES
from taskora_api.exports.service import ExportService
from taskora_api.finding.service import FindingService
from taskora_api.housekeeping import Chore, Housekeeper
from taskora_api.http.dependencies import Services
from taskora_api.idempotency.store import ANSWER_LIFETIME, AnswerStore
from taskora_api.imports.service import ImportService
from taskora_api.ledger.service import LedgerService
from taskora_api.metrics.registry import Metrics
from taskora_api.metrics.state import DatabaseState
from taskora_api.moving.service import MovingService
from taskora_api.plans import repository as plan_statements
from taskora_api.plans.service import PlanService
from taskora_api.projects.service import ProjectService
from taskora_api.rate_limits import allowances
from taskora_api.rate_limits.rates import Rate
from taskora_api.rate_limits.service import ROW_LIFETIME, RateLimits
from taskora_api.reading_settings.service import ReadingSettingsService
from taskora_api.relations.service import RelationService
from taskora_api.reminders.preferences import PreferenceService
from taskora_api.reminders.service import ReminderService
from taskora_api.settings import Settings
from taskora_api.spaces import repository as space_statements
from taskora_api.spaces.invitations import InvitationService
from taskora_api.spaces.service import SpaceService
from taskora_api.sync.feed import ChangeFeed
from taskora_api.sync.listening import Listener
from taskora_api.sync.notifying import Notifier
from taskora_api.sync.service import SyncService
from taskora_api.sync.streams import Streams
from taskora_api.tasks.emptying import empty_place
from taskora_api.tasks.series_service import SeriesService
from taskora_api.tasks.service import TaskService
from taskora_api.tasks.store import TRASH_LIFETIME, remove_old_trash
from taskora_api.tasks.trash import TrashService
from taskora_api.tasks.unassigning import unassign
from taskora_api.views.service import ViewService

# For so long people see what was sent to them, and what was not, and why.
DELIVERY_LIFETIME = timedelta(days=30)


def wire(
    settings: Settings,
    database: Database,
    client: httpx2.AsyncClient,
    metrics: Metrics,
    feed: ChangeFeed,
    *,
    limits: RateLimits,
    senders: Senders,
    dispatcher: Dispatcher,
) -> Services:
    """Make every service over one database."""
    task_service = TaskService(database, stores=STORES)
    answers = AnswerStore()
    reading_settings = ReadingSettingsService(database)
    # A turn waits for the database for longer than a request, also before its first step.
    patient = ReadingSettingsService(Database(database.engine, PATIENCE_SECONDS))
    turns = TurnService(database, settings.turn_lease_seconds)
    choice = choose_model(settings)
    budget = TokenBudget(database, metrics, choice) if choice is not None else None
    keys = KeySet(str(settings.auth_jwks_url), client)
    return Services(
        tokens=TokenVerifier(keys, settings.auth_issuer, settings.auth_audience),
        rate_limits=limits,
        oauth=_resource_server(settings, keys),
        access_tokens=AccessTokenService(
            database, also_ended=(app_password_statements.remove_all, feed_statements.remove_all)
        ),
        app_passwords=AppPasswordService(database),
        calendar_feeds=CalendarFeedService(database),
        tasks=task_service,
        series=SeriesService(database),
        plans=PlanService(database, STORES),
        imports=ImportService(database, STORES),
        exports=ExportService(database),
        finding=FindingService(database),
        bulk=BulkService(database),
        views=ViewService(database, STORES),
        spaces=SpaceService(database, on_leave=unassign),
        deleted_spaces=DeletedSpaceService(database, dispatcher.wake),
        invitations=InvitationService(database),
        ledger=LedgerService(database),
        projects=ProjectService(database, STORES, empty_place),
        comments=CommentService(database, STORES),
        moving=MovingService(database, STORES),
        trash=TrashService(database, STORES),
        relations=RelationService(database, STORES),
        reminders=ReminderService(database, STORES, dispatcher.wake),
        preferences=PreferenceService(database, dispatcher.wake),
        reading_settings=reading_settings,
        channels=ChannelService(database, senders, dispatcher.wake),
        sync=SyncService(database),
        events=feed,
        conversations=ConversationService(database),
        assistant=Assistant(
            task_service, turns, answers, metrics, budget, read_habits=patient.read_habits
        ),
        answers=answers,
        readiness=Readiness(
            Database(database.engine, READINESS_SECONDS), settings.ready_cache_seconds
        ),
    )


def left_turns_of(
    settings: Settings, services: Services, database: Database, beside: AsyncEngine
) -> LeftTurns:
    """Make what goes on with turns that were left, by a connection that nobody traces."""
    schemas = schemas_of(database.engine)
    engine = beside.execution_options(schema_translate_map=schemas)
    return LeftTurns(engine, services.assistant.go_on, settings.turn_watch_seconds)


def limits_of(settings: Settings, database: Database, metrics: Metrics) -> RateLimits:
    """Make what says whether somebody is too fast."""
    return RateLimits(
        database,
        metrics,
        reads=Rate(settings.limit_reads_per_second, settings.limit_reads_burst),
        changes=Rate(settings.limit_changes_per_second, settings.limit_changes_burst),
    )


def feed_of(settings: Settings, database: Database, engine: AsyncEngine) -> ChangeFeed:
    """Make what informs streams: by notifications, by polling, or by what is found to work."""
    streams = Streams(settings.events_streams_max)
    if settings.events_by == "poll":
        return ChangeFeed(database, streams, None)
    is_proved = settings.events_by == "auto"
    listener = Listener(engine, database, streams, is_proved=is_proved)
    return ChangeFeed(database, streams, listener, polls=is_proved)


def notifier_of(engine: AsyncEngine, beside: AsyncEngine) -> Notifier:
    """Make what notifies of the changes of an engine, by a connection that no change waits for."""
    notifier = Notifier(Database(beside, 0))
    reporters_of(engine).append(notifier.report)
    return notifier


def housekeeper_of(database: Database, answers: AnswerStore) -> Housekeeper:
    """Make what removes old rows, whoever they are of."""
    chores = (
        Chore("trash", TRASH_LIFETIME, remove_old_trash),
        Chore("calendar_objects", TRASH_LIFETIME, remove_leftovers),
        Chore("invitations", timedelta(0), space_statements.remove_expired),
        Chore("spaces", PURGE_AGE, purge_some),
        Chore("rate_limits", ROW_LIFETIME, allowances.remove_old),
        Chore("plans", timedelta(0), plan_statements.remove_expired),
        Chore("answers", ANSWER_LIFETIME, answers.remove_old),
        Chore("deliveries", DELIVERY_LIFETIME, outbox.remove_old),
        Chore("tokens", EXPIRED_LIFETIME, access_token_statements.remove_expired),
        Chore("model_tokens", COUNT_LIFETIME, token_counts.remove_old),
    )
    return Housekeeper(database, chores)


def database_state(services: Services, database: Database) -> DatabaseState:
    """Give what metrics say of the database; nothing is asked for it."""
    in_use, idle, most = pool_sizes(database.engine)
    report = services.readiness.last
    is_asked = report.database != "unknown"
    return DatabaseState(
        pool={"in_use": in_use, "idle": idle},
        pool_max=most,
        is_reachable=report.database == "ok" if is_asked else None,
        revision=number_of(report.revision),
        revision_needed=int(REVISION_NEEDED),
    )


def _resource_server(settings: Settings, keys: KeySet) -> ResourceServer | None:
    url, server = settings.mcp_resource_url, settings.mcp_authorization_server
    if not url:
        return None
    return ResourceServer(
        ProtectedResource(url, server), TokenVerifier(keys, server, url, program_of)
    )
