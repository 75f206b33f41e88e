"""The string types that everything from outside passes through."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

_FIRST_SURROGATE = "\ud800"
_LAST_SURROGATE = "\udfff"
# Letters by their category that are drawn as nothing.
_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"


def _refuse_unstorable(value: object) -> object:
    """PostgreSQL cannot store U+0000, and a lone surrogate cannot be encoded at all."""
    if isinstance(value, str) and any(
        character == "\x00" or _FIRST_SURROGATE <= character <= _LAST_SURROGATE
        for character in value
    ):
        raise PydanticCustomError("unstorable_text", "The text holds a character that is not text.")
    return value


def is_visible(text: str) -> bool:
    """Say whether anything of a text can be seen; format characters and blanks cannot."""
    return any(
        unicodedata.category(character)[0] not in "CZM" and character not in _BLANK_LETTERS
        for character in text
    )


def _refuse_invisible(value: str) -> str:
    if value and not is_visible(value):
        raise PydanticCustomError("invisible_text", "The text has no visible character.")
    return value


def _refuse_line_breaks(value: str) -> str:
    if len(value.splitlines()) > 1:
        raise PydanticCustomError("line_break", "The text must be one line.")
    return value


SafeText = Annotated[
    str, StringConstraints(strip_whitespace=True), BeforeValidator(_refuse_unstorable)
]
Line = Annotated[
    SafeText,
    AfterValidator(_refuse_line_breaks),
    AfterValidator(_refuse_invisible),
]

TITLE_LENGTH_MAX = 200
NOTES_LENGTH_MAX = 5000
MESSAGE_LENGTH_MAX = 2000

Title = Annotated[Line, StringConstraints(min_length=1, max_length=TITLE_LENGTH_MAX)]
Notes = Annotated[SafeText, StringConstraints(max_length=NOTES_LENGTH_MAX)]
Message = Annotated[SafeText, StringConstraints(min_length=1, max_length=MESSAGE_LENGTH_MAX)]
