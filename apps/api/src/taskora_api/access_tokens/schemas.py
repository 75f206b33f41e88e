"""Access tokens on the wire."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from taskora_api.auth.caller import Scope
from taskora_api.text import Line
from taskora_api.wire import RequestBody, ResponseBody

NAME_LENGTH_MAX = 100
DAYS_DEFAULT = 90
DAYS_MAX = 366
TOKENS_MAX = 50

TokenName = Annotated[Line, StringConstraints(min_length=1, max_length=NAME_LENGTH_MAX)]
Days = Annotated[int, Field(strict=True, ge=1, le=DAYS_MAX)]


def _each_once(scopes: list[Scope]) -> list[Scope]:
    """Put them in the order of their definition."""
    return [scope for scope in Scope if scope in scopes]


Scopes = Annotated[
    list[Scope], Field(min_length=1, max_length=len(Scope)), AfterValidator(_each_once)
]


def known_scopes(kept: Sequence[str]) -> list[Scope]:
    """Read what is kept; a later version of this program may have given scopes of its own."""
    return [scope for scope in Scope if scope in kept]


class NewAccessToken(RequestBody):
    """A token to make: for which program, for what, and for how long."""

    name: TokenName
    scopes: Scopes
    expires_in_days: Days = DAYS_DEFAULT


class AccessToken(ResponseBody):
    """A token as its owner sees it later; the token itself is not kept."""

    id: UUID
    name: str
    # The last characters of the token.
    ending: str
    scopes: Annotated[list[Scope], BeforeValidator(known_scopes)]
    created_at: datetime
    expires_at: datetime
    # To the minute; null when it was never used.
    last_used_at: datetime | None


class CreatedAccessToken(AccessToken):
    """A token that was made now; null in the answer to a request that is sent again."""

    token: str | None


class AccessTokenList(ResponseBody):
    """All tokens of a person, the newest first."""

    items: list[AccessToken]
