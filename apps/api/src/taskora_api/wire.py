"""What every body on the wire shares: camelCase names, and no field that nobody reads."""

import re
from datetime import UTC, date, datetime, tzinfo
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError


class RequestBody(BaseModel):
    """A body from outside: an unknown field is refused, so nobody can set what is not theirs."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", frozen=True)


class ResponseBody(BaseModel):
    """A body that we send."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, from_attributes=True, frozen=True
    )


def _only_written(pattern: str, kind: str) -> BeforeValidator:
    """Refuse other JSON notations: a number is no date, whatever it might count."""
    written = re.compile(pattern)

    def check(value: object) -> object:
        if isinstance(value, date) or (isinstance(value, str) and written.match(value)):
            return value
        raise PydanticCustomError(kind, "This is not written as a date is.")

    return BeforeValidator(check)


WrittenDate = _only_written(r"\d{4}-\d{2}-\d{2}\Z", "date_type")
WrittenTime = _only_written(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}", "datetime_type")


def load_time_zone(name: str) -> tzinfo:
    """Load a zone by its IANA name; `ZoneInfo` itself raises many kinds of errors."""
    if name in {"UTC", "Etc/UTC"}:
        return UTC
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        raise PydanticCustomError("time_zone", "The time zone is not known.") from None


def _check_time_zone(name: str) -> str:
    load_time_zone(name)
    return name


TimeZoneName = Annotated[
    str,
    Field(
        max_length=64,
        pattern=r"^[A-Za-z0-9_+\-/]+$",
        description="The name of a zone of the IANA time zone database.",
        examples=["Europe/Berlin"],
    ),
    AfterValidator(_check_time_zone),
]


LocaleName = Annotated[
    str,
    Field(max_length=64, pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", examples=["en-GB", "de"]),
]


def utc_now() -> datetime:
    """Now, as the database keeps it."""
    return datetime.now(UTC)
