"""Conversations on the wire."""

from datetime import datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue, StringConstraints

from taskora_api.paging import StoredInstant
from taskora_api.text import Line, Message, Opaque
from taskora_api.wire import LocaleName, RequestBody, ResponseBody, TimeZoneName, WrittenTime

# Of a conversation, which has the beginning of its first message until it is renamed.
TITLE_LENGTH_MAX = 80
SEARCH_LENGTH_MAX = 200
CONVERSATIONS_PAGE_SIZE_DEFAULT = 100
CONVERSATIONS_PAGE_SIZE_MAX = 500
MESSAGES_PAGE_SIZE_DEFAULT = 200
MESSAGES_PAGE_SIZE_MAX = 1000

# Longer than a message waits to be sent; more is the error of a clock.
TYPED_AGE_MAX = timedelta(days=7)

ClientMessageId = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]


class MessagePart(ResponseBody):
    """A part of a UI message of the AI SDK; what else it holds depends on its type."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, JsonValue]

    type: str


class ConversationMessage(ResponseBody):
    """A UI message of the AI SDK."""

    id: UUID
    role: Literal["user", "assistant"]
    parts: list[MessagePart]


class ConversationSummary(ResponseBody):
    """A conversation in a list."""

    id: UUID
    title: str
    updated_at: datetime
    # Of a search: the part of the message that has what was searched for.
    excerpt: str | None = None


class ConversationChanges(RequestBody):
    """A new title, and the one that it takes the place of, as the caller has seen it."""

    title: Annotated[Line, StringConstraints(min_length=1, max_length=TITLE_LENGTH_MAX)]
    former_title: (
        Annotated[
            Opaque,
            Field(
                max_length=TITLE_LENGTH_MAX,
                description="Nothing is changed where the conversation has another title by now.",
            ),
        ]
        | None
    ) = None


class ConversationPlace(BaseModel):
    """The sort key of a conversation in the list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    updated_at: StoredInstant
    id: UUID


class ConversationList(ResponseBody):
    """The caller's conversations, the latest first, and the cursor of the page that comes after."""

    items: list[ConversationSummary]
    next_cursor: str | None


class Conversation(ResponseBody):
    """A conversation with some of its messages, and the cursor of those that were before."""

    id: UUID
    title: str
    messages: list[ConversationMessage]
    earlier_cursor: str | None
    # By any process, for any window: it is read as a stream, and is not among the messages yet.
    is_answering: bool
    # The last answer was stopped or broke off: its message, sent again with `goOn`, goes on.
    can_go_on: bool = False


class ChatRequest(RequestBody):
    """What a person says, and where they are: "today" depends on it."""

    conversation_id: UUID
    text: Message
    time_zone: TimeZoneName = "UTC"
    # The BCP 47 tag of who writes: the days of what is added are read in its language too.
    locale: LocaleName | None = None
    typed_at: (
        Annotated[
            AwareDatetime,
            Field(
                description='When it was typed, which decides what "tomorrow" is. One that is to '
                f"come, or over for {TYPED_AGE_MAX.days} days, is of a clock that is wrong: it "
                "counts as typed when it arrives."
            ),
            WrittenTime,
        ]
        | None
    ) = None
    # Who sends a message again, with the id that it had, gets its first answer again.
    message_id: ClientMessageId | None = None
    # The last answer that the page shows, null when it shows none: where the conversation went on
    # since, in another window, "it" or "yes" is asked about and not acted on.
    last_message_id: ClientMessageId | None = None
    go_on: Annotated[
        bool,
        Field(
            description="Of a message whose answer was stopped or broke off, and after which "
            "nothing was said: it is made to its end. What was done of it is not done again."
        ),
    ] = False

    def said_at(self, now: datetime) -> datetime | None:
        """Return when it was typed, where that can be; None is now."""
        if self.typed_at is None or not now - TYPED_AGE_MAX <= self.typed_at <= now:
            return None
        return self.typed_at

    @property
    def last_shown(self) -> str | None:
        """Return the id of the last answer shown, "" for none, and None where unknown."""
        return (self.last_message_id or "") if "last_message_id" in self.model_fields_set else None
