"""What can be done with access tokens, and what can be done by one."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.access_tokens import repository
from taskora_api.access_tokens.models import AccessTokenRecord
from taskora_api.access_tokens.schemas import (
    TOKENS_MAX,
    AccessToken,
    AccessTokenList,
    NewAccessToken,
    known_scopes,
)
from taskora_api.access_tokens.secret import digest_of, ending_of, is_secret
from taskora_api.auth.caller import Caller
from taskora_api.database.engine import Database, Once
from taskora_api.database.locks import lock_owner
from taskora_api.errors import (
    DatabaseUnavailableError,
    NotFoundError,
    OutcomeUnknownError,
    TooManyTokensError,
    UnauthenticatedError,
)
from taskora_api.wire import utc_now

USE_NOTED_EVERY = timedelta(minutes=1)
# For so long after its end a token is still listed, so that its owner sees why a program stopped.
EXPIRED_LIFETIME = timedelta(days=30)

Ending = Callable[[AsyncConnection, str], Awaitable[None]]

logger = structlog.get_logger("taskora.auth")


class AccessTokenService:
    """The use cases. Nothing is remembered of a token: one that was revoked opens nothing."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime] = utc_now,
        also_ended: Sequence[Ending] = (),
    ) -> None:
        """Take what ends with all tokens, and the clock, so that time is an input."""
        self._database = database
        self._also_ended = also_ended
        self._clock = clock

    async def verify(self, secret: str) -> Caller:
        """Return the caller, or raise `UnauthenticatedError` with a reason for the log."""
        if not is_secret(secret):
            raise UnauthenticatedError("shape of an access token")
        now = self._clock()
        row = await self._database.read(lambda c: repository.find_valid(c, digest_of(secret), now))
        if row is None:
            raise UnauthenticatedError("unknown or expired access token")
        if row.last_used_at is None or row.last_used_at <= now - USE_NOTED_EVERY:
            await self._note_use(row.id, now)
        return Caller(row.owner_id, frozenset(known_scopes(row.scopes)), is_person=False)

    async def list_tokens(self, owner_id: str) -> AccessTokenList:
        rows = await self._database.read(lambda c: repository.list_all(c, owner_id))
        return AccessTokenList(items=[AccessToken.model_validate(row) for row in rows])

    async def create(
        self, owner_id: str, new: NewAccessToken, secret: str, *, once: Once | None = None
    ) -> AccessToken:
        """Keep a new token by its digest.

        Raises:
            TooManyTokensError: the owner has as many as anybody may have.
        """

        async def work(connection: AsyncConnection) -> AccessToken:
            await lock_owner(connection, owner_id)
            if await repository.count(connection, owner_id) >= TOKENS_MAX:
                raise TooManyTokensError
            now = self._clock()
            record = AccessTokenRecord(
                id=uuid4(),
                owner_id=owner_id,
                name=new.name,
                digest=digest_of(secret),
                ending=ending_of(secret),
                scopes=[str(scope) for scope in new.scopes],
                created_at=now,
                expires_at=now + timedelta(days=new.expires_in_days),
            )
            await repository.add(connection, record)
            return AccessToken.model_validate(record)

        return await self._database.write(work, once)

    async def revoke(self, owner_id: str, token_id: UUID, *, once: Once | None = None) -> None:
        """End a token at once.

        Raises:
            NotFoundError: there is no such token of this owner.
        """

        async def work(connection: AsyncConnection) -> None:
            if not await repository.remove(connection, owner_id, token_id):
                raise NotFoundError

        await self._database.write(work, once)

    async def revoke_all(self, owner_id: str, *, once: Once | None = None) -> None:
        """End all access of programs of the owner at once, also what is being made now."""

        async def work(connection: AsyncConnection) -> None:
            await lock_owner(connection, owner_id)
            for remove_all in (repository.remove_all, *self._also_ended):
                await remove_all(connection, owner_id)

        await self._database.write(work, once)

    async def _note_use(self, token_id: UUID, now: datetime) -> None:
        """Note the use; a database that takes no changes must not refuse readers for it."""
        try:
            await self._database.write(
                lambda c: repository.mark_used(c, token_id, now, USE_NOTED_EVERY)
            )
        except (DatabaseUnavailableError, OutcomeUnknownError) as error:
            logger.warning("auth.use_not_noted", reason=str(error))
