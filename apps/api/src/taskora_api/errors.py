"""What can go wrong in a use case; `http` decides how each goes over the wire."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple
from uuid import UUID


class StaleEntity(NamedTuple):
    """What is not any more as a plan has seen it, and its version now, if it has one."""

    entity: str
    entity_id: UUID
    version: int | None


class NotFoundError(Exception):
    """No such object for this caller. Foreign and unknown ids are the same error on purpose."""


class InvalidCursorError(Exception):
    """The cursor is not one that this list handed out; `parameter` is what it came as."""

    def __init__(self, parameter: str = "cursor") -> None:
        super().__init__(parameter)
        self.parameter = parameter


class InvalidFieldError(Exception):
    """A field does not go with the others, or names what is not there; nothing was changed.

    `field` is its name in Python, `kind` the kind of the fault as validation errors have one, and
    `which` says where several were sent of which one it is a field: its place, or its id.
    """

    def __init__(self, field: str, kind: str, reason: str = "") -> None:
        super().__init__(reason or kind)
        self.field = field
        self.kind = kind
        self.reason = reason
        self.which: int | UUID | None = None


@contextmanager
def field_of(which: int | UUID) -> Iterator[None]:
    """Say of which one of several a field is that is not valid."""
    try:
        yield
    except InvalidFieldError as error:
        error.which = which
        raise


class VersionMismatchError(Exception):
    """The task is not in the version that the caller has seen; nothing was changed."""


class CommentChangedError(Exception):
    """The comment does not say any more what the caller has seen; nothing was changed."""


class NothingToUndoError(Exception):
    """Each task of the change was changed again since, so nothing was undone."""


class UndoTornError(NothingToUndoError):
    """A part of what only makes sense together was changed since, so nothing was undone."""

    def __init__(self, changed: list[StaleEntity]) -> None:
        super().__init__("torn")
        self.changed = changed


class UndoUnseenError(NothingToUndoError):
    """What the change did reaches into a space that the caller is no member of."""


class UndoElsewhereError(NothingToUndoError):
    """What was changed is in another space by now, so nothing was undone."""


class PlanStaleError(Exception):
    """Something that the plan would change was changed since; nothing was changed now."""

    def __init__(self, stale: list[StaleEntity]) -> None:
        super().__init__("stale")
        self.stale = stale


class PlanAppliedError(Exception):
    """The plan was applied before; nothing was changed now."""

    def __init__(self, change_id: UUID | None) -> None:
        super().__init__("applied")
        self.change_id = change_id


class ImportsBusyError(Exception):
    """This process reads as many files as it may read at once; nothing was changed."""


class SelectionTooLargeError(Exception):
    """A filter finds more than can be changed at once; nothing was changed."""


class ConversationBusyError(Exception):
    """An answer in this conversation is still being made; the message was not taken."""


class TooManyAnswersError(ConversationBusyError):
    """As many answers as one person may have at once are being made; the message was not taken."""


class ConversationRenamedError(Exception):
    """The conversation has another title than the caller has seen; nothing was changed."""


class AnswerUnfinishedError(Exception):
    """The answer of the assistant broke off here; what it did before that is kept."""


class KeyReusedError(Exception):
    """The idempotency key was sent before with another request; nothing was changed."""


class UnauthenticatedError(Exception):
    """The request carries no token that is valid here. The reason is for the log only."""


class ScopeMissingError(Exception):
    """The token is valid, and not for this; nothing was changed."""

    def __init__(self, scope: str) -> None:
        super().__init__(scope)
        self.scope = scope


class RoleMissingError(Exception):
    """The member's role in this space is not enough for this; nothing was changed.

    `role` is the one that is needed, and `space_id` the space where it is known.
    """

    def __init__(self, role: str, space_id: UUID | None = None) -> None:
        super().__init__(role)
        self.role = role
        self.space_id = space_id


class PersonalSpaceError(Exception):
    """A person's own space keeps its name, has no other members, and is never deleted."""


class LastOwnerError(Exception):
    """The space would be left without an owner; nothing was changed."""


class TooManyError(Exception):
    """There are as many of these as there may be; the text names what. Nothing was changed."""


class InvitationInvalidError(Exception):
    """The link is unknown, has expired or was used up; nobody joined."""


class PersonRequiredError(Exception):
    """Only a person who has signed in may do this, with whatever scopes a token comes."""


class TooManyStreamsError(Exception):
    """The caller has as many streams open as one person may have at once."""


class RateLimitedError(Exception):
    """The caller was too fast; nothing was changed. After so many seconds they are not any more."""

    def __init__(self, retry_after_seconds: int) -> None:
        super().__init__("rate limited")
        self.retry_after_seconds = retry_after_seconds


class TooManyDeliveriesError(Exception):
    """The caller has had so much sent lately that no more is; nothing was changed."""


class ChannelUnverifiedError(Exception):
    """The address has yet to be verified by the code that was sent there; nothing was changed."""


class TooManyTokensError(Exception):
    """The owner has as many access tokens as anybody may have; none was made."""


class KeysUnavailableError(Exception):
    """No token can be checked, because the issuer's keys were never read."""


class DatabaseUnavailableError(Exception):
    """The database did not answer within the time that a caller can wait; nothing was changed."""


class OwnerBusyError(DatabaseUnavailableError):
    """Another change of the same owner is still being made; nothing was changed by this one."""


class OutcomeUnknownError(Exception):
    """The answer to a commit was lost, so the change may have been made or not."""
