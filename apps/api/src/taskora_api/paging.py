"""Where a page of a list ends, as text that clients hand back without reading it."""

import base64
import binascii
from datetime import UTC, datetime
from typing import Annotated, TypeVar

from pydantic import AwareDatetime, BaseModel, Field, StringConstraints, ValidationError

from taskora_api.errors import InvalidCursorError

CURSOR_LENGTH_MAX = 400

# A cursor of a list that is sorted by texts has their beginnings.
SORTED_CURSOR_LENGTH_MAX = 1200

SortedCursorText = Annotated[str, StringConstraints(max_length=SORTED_CURSOR_LENGTH_MAX)]
CursorText = Annotated[str, StringConstraints(max_length=CURSOR_LENGTH_MAX)]
# A place in a sequence that the database counts.
SequenceCursor = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,17}$")]

# Within what the database can hold in every time zone.
StoredInstant = Annotated[
    AwareDatetime,
    Field(ge=datetime(1970, 1, 1, tzinfo=UTC), le=datetime(2999, 12, 31, tzinfo=UTC)),
]

AnyCursor = TypeVar("AnyCursor", bound=BaseModel)


def encode_place(place: BaseModel) -> str:
    """Write the sort key of the last item of a page."""
    return base64.urlsafe_b64encode(place.model_dump_json().encode()).decode().rstrip("=")


def decode_place(kind: type[AnyCursor], encoded: str) -> AnyCursor:
    try:
        padded = encoded + "=" * (-len(encoded) % 4)
        return kind.model_validate_json(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValidationError, binascii.Error, ValueError):
        raise InvalidCursorError from None
