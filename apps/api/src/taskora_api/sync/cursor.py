"""Places in the ledgers of a person's spaces, as text that clients hand back without reading it."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    TypeAdapter,
)

from taskora_api.errors import InvalidCursorError
from taskora_api.ledger.known import PACKED_MAX, Known
from taskora_api.paging import AnyCursor, decode_place

# With as many spaces as anybody may have, and room for a few that they left.
CURSOR_LENGTH_MAX = 8000
SPACES_HELD_MAX = 200
SEQUENCE_MAX = 2**53 - 1
# The text of 16 bytes in base 64, which ends with two signs that say nothing.
_ID_LENGTH = 22
_FILLING = "=="


def _shorten(space_id: UUID) -> str:
    return urlsafe_b64encode(space_id.bytes).decode().removesuffix(_FILLING)


def _lengthen(value: object) -> object:
    if isinstance(value, UUID):
        return value
    if not isinstance(value, str) or len(value) != _ID_LENGTH:
        raise ValueError("not the id of a space")
    return UUID(bytes=urlsafe_b64decode(value + _FILLING))


ShortId = Annotated[
    UUID, BeforeValidator(_lengthen), PlainSerializer(_shorten, return_type=str, when_used="json")
]
_PACKED = TypeAdapter(Annotated[int, Field(ge=0, le=PACKED_MAX)])


def _unpack(value: object) -> Known:
    return value if isinstance(value, Known) else Known.unpack(_PACKED.validate_python(value))


End = Annotated[
    Known, PlainValidator(_unpack), PlainSerializer(Known.pack, return_type=int, when_used="json")
]
Heads = Annotated[dict[ShortId, End], Field(max_length=SPACES_HELD_MAX)]


class _Place(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LoadPlace(_Place):
    """How far a space is loaded: the kind of entities, and the last one of it that was sent."""

    space: ShortId
    kind: Annotated[int, Field(ge=0, le=8)] = 0
    sequence: Annotated[int, Field(ge=-1, le=SEQUENCE_MAX)] = -1
    id: ShortId = UUID(int=0)


class SyncCursor(_Place):
    """What a client has: each space up to an entry of its ledger.

    Of the space that is being loaded, it is the head at the start of that.
    """

    heads: Heads = Field(default_factory=dict)
    load: LoadPlace | None = None


class StreamPlace(_Place):
    """What a stream has said: up to which entry each ledger has grown."""

    said: Heads


def decode_cursor(kind: type[AnyCursor], encoded: str, parameter: str) -> AnyCursor:
    """Read a place that came as a parameter.

    Raises:
        InvalidCursorError: it is none of that kind.
    """
    try:
        return decode_place(kind, encoded)
    except InvalidCursorError:
        raise InvalidCursorError(parameter) from None


def decode_stream_start(
    last_event_id: str | None, after: str | None
) -> Mapping[UUID, Known] | None:
    """Read from where a stream goes on; the last event counts more than the cursor of a sync.

    Raises:
        InvalidCursorError: the text is none that was handed out.
    """
    if last_event_id:
        return decode_cursor(StreamPlace, last_event_id, "Last-Event-ID").said
    if after is not None:
        return decode_cursor(SyncCursor, after, "after").heads
    return None
