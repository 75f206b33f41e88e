"""The string types that everything from outside passes through."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

_FIRST_SURROGATE = "\ud800"
_LAST_SURROGATE = "\udfff"


def _refuse_unstorable(value: object) -> object:
    """PostgreSQL cannot store U+0000, and a lone surrogate cannot be encoded at all."""
    if isinstance(value, str) and any(
        character == "\x00" or _FIRST_SURROGATE <= character <= _LAST_SURROGATE
        for character in value
    ):
        raise PydanticCustomError("unstorable_text", "The text holds a character that is not text.")
    return value


def _refuse_line_breaks(value: str) -> str:
    if len(value.splitlines()) > 1:
        raise PydanticCustomError("line_break", "The text must be one line.")
    return value


SafeText = Annotated[
    str, StringConstraints(strip_whitespace=True), BeforeValidator(_refuse_unstorable)
]
Line = Annotated[SafeText, AfterValidator(_refuse_line_breaks)]

TITLE_LENGTH_MAX = 200
NOTES_LENGTH_MAX = 5000
MESSAGE_LENGTH_MAX = 2000

Title = Annotated[Line, StringConstraints(min_length=1, max_length=TITLE_LENGTH_MAX)]
Notes = Annotated[SafeText, StringConstraints(max_length=NOTES_LENGTH_MAX)]
Message = Annotated[SafeText, StringConstraints(min_length=1, max_length=MESSAGE_LENGTH_MAX)]
