"""What can be done with app passwords, and whose one is."""

import asyncio
import hmac
import secrets
from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.app_passwords import repository
from taskora_api.app_passwords.models import AppPasswordRecord
from taskora_api.app_passwords.schemas import (
    APP_PASSWORDS_MAX,
    AppPassword,
    AppPasswordList,
    NewAppPassword,
)
from taskora_api.app_passwords.secret import SALT_BYTES, hash_of, parts_of
from taskora_api.app_passwords.verified import Owner, Verified
from taskora_api.database.engine import Database, Once
from taskora_api.database.locks import lock_owner
from taskora_api.errors import (
    DatabaseUnavailableError,
    NotFoundError,
    OutcomeUnknownError,
    TooManyError,
)
from taskora_api.wire import utc_now

# Each takes 8 MiB and a processor while it lasts.
HASHES_AT_ONCE = 1
_NOBODYS_SALT = bytes(SALT_BYTES)

logger = structlog.get_logger("taskora.auth")


class AppPasswordService:
    """The use cases.

    What was verified is remembered for a minute, so one that was revoked at another replica opens
    calendars for as long at most.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now) -> None:
        """Take the clock as well, so that time is an input."""
        self._database = database
        self._clock = clock
        self._verified = Verified()
        self._hashing = asyncio.Semaphore(HASHES_AT_ONCE)

    async def authenticate(self, user: str, password: str) -> Owner | None:
        """Return whose password it is, None for any other; why is in the log alone."""
        known = self._verified.find(user, password)
        if known is not None:
            return known.owner
        owner = await self._verify(user, password)
        self._verified.remember(user, password, owner)
        return owner

    async def list_passwords(self, owner_id: str) -> AppPasswordList:
        """All of a person, the newest first."""
        rows = await self._database.read(lambda c: repository.list_all(c, owner_id))
        return AppPasswordList(items=[AppPassword.model_validate(row) for row in rows])

    async def create(
        self, owner_id: str, new: NewAppPassword, password: str, *, once: Once | None = None
    ) -> AppPassword:
        """Keep a new password by its hash.

        Raises:
            TooManyError: the owner has as many as anybody may have.
        """
        parts = parts_of(password)
        if parts is None:
            raise ValueError("not of the form of an app password")
        salt = secrets.token_bytes(SALT_BYTES)
        hashed = await self._hash(parts.secret, salt)

        async def work(connection: AsyncConnection) -> AppPassword:
            await lock_owner(connection, owner_id)
            if await repository.count(connection, owner_id) >= APP_PASSWORDS_MAX:
                raise TooManyError("app passwords")
            record = AppPasswordRecord(
                id=uuid4(),
                owner_id=owner_id,
                user_name=new.user_name or owner_id,
                name=new.name,
                selector=parts.selector,
                salt=salt,
                hash=hashed,
                created_at=self._clock(),
            )
            await repository.add(connection, record)
            return AppPassword.model_validate(record)

        return await self._database.write(work, once)

    async def revoke(self, owner_id: str, password_id: UUID, *, once: Once | None = None) -> None:
        """End a password.

        Raises:
            NotFoundError: there is no such password of this owner.
        """

        async def work(connection: AsyncConnection) -> None:
            if not await repository.remove(connection, owner_id, password_id):
                raise NotFoundError

        await self._database.write(work, once)
        self.forget(owner_id)

    def forget(self, owner_id: str) -> None:
        """Forget what was verified lately of an owner, whose passwords are gone."""
        self._verified.forget(owner_id)

    async def _verify(self, user: str, password: str) -> Owner | None:
        parts = parts_of(password)
        if parts is None:
            logger.info("auth.refused", reason="shape of an app password")
            return None
        row = await self._database.read(lambda c: repository.find(c, parts.selector))
        # Nobody's password takes as long as a wrong one.
        hashed = await self._hash(parts.secret, _NOBODYS_SALT if row is None else row.salt)
        if row is None or not hmac.compare_digest(hashed, row.hash) or not _is_named(row, user):
            logger.info("auth.refused", reason="unknown name or app password")
            return None
        await self._note_use(row)
        return Owner(row.owner_id, row.user_name)

    async def _hash(self, secret: str, salt: bytes) -> bytes:
        async with self._hashing:
            return await asyncio.to_thread(hash_of, secret, salt)

    async def _note_use(self, row: repository.PasswordRow) -> None:
        """Note the day; a database that takes no changes must not refuse readers for it."""
        today = self._clock().date()
        if row.last_used_on is not None and row.last_used_on >= today:
            return
        try:
            await self._database.write(lambda c: repository.mark_used(c, row.id, today))
        except (DatabaseUnavailableError, OutcomeUnknownError) as error:
            logger.warning("auth.use_not_noted", reason=str(error))


def _is_named(row: repository.PasswordRow, user: str) -> bool:
    """Say whether the name is the one of the password, or the person's id."""
    return user.casefold() in {row.user_name.casefold(), row.owner_id.casefold()}
