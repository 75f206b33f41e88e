"""App passwords on the wire."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from taskora_api.text import Line
from taskora_api.wire import RequestBody, ResponseBody

NAME_LENGTH_MAX = 100
USER_NAME_LENGTH_MAX = 200
APP_PASSWORDS_MAX = 50

AppPasswordName = Annotated[Line, StringConstraints(min_length=1, max_length=NAME_LENGTH_MAX)]
UserName = Annotated[
    str,
    StringConstraints(min_length=1, max_length=USER_NAME_LENGTH_MAX, pattern=r"^[^\s:]+$"),
    Field(description="What the program is given as the name; without it the caller's id."),
]


class NewAppPassword(RequestBody):
    """An app password to make: for which program, and the name that is typed beside it."""

    name: AppPasswordName
    user_name: UserName | None = None


class AppPassword(ResponseBody):
    """An app password as its owner sees it later; the password itself is not kept."""

    id: UUID
    name: str
    user_name: str
    created_at: datetime
    # In UTC; null when it was never used.
    last_used_on: date | None


class CreatedAppPassword(AppPassword):
    """One that was made now; null in the answer to a request that is sent again."""

    password: str | None


class AppPasswordList(ResponseBody):
    """All app passwords of a person, the newest first."""

    items: list[AppPassword]
