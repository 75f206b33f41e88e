"""The string types that everything from outside passes through."""

import re
import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_DOUBLE = re.compile("ss", re.IGNORECASE)
_SHARP = re.compile("[\N{LATIN SMALL LETTER SHARP S}\N{LATIN CAPITAL LETTER SHARP S}]")
# Letters by their category that are drawn as nothing.
_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"


def _refuse_unstorable(value: object) -> object:
    """PostgreSQL cannot store U+0000, and a lone surrogate cannot be encoded at all."""
    if isinstance(value, str) and _UNSTORABLE.search(value):
        raise PydanticCustomError(
            "unstorable_text", "The text holds a character that cannot be stored."
        )
    return value


def _code_points(*ranges: tuple[int, int]) -> dict[int, None]:
    return {point: None for first, last in ranges for point in range(first, last + 1)}


def storable(value: Any) -> Any:  # noqa: ANN401 - any JSON.
    """Leave out, at any depth, the characters that cannot be stored."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("", value)
    if isinstance(value, list):
        return [storable(each) for each in value]
    if isinstance(value, dict):
        return {storable(name): storable(each) for name, each in value.items()}
    return value


# Characters that are never seen, but change how the text around them is shown or compared: the
# explicit controls of writing direction, which can turn the text beside a title, the deprecated
# ones, and invisible operators, joiners, byte order marks and controls. Kept are the
# joiners of letters and emoji, and the marks that only give a neutral sign its direction.
_HIDDEN = _code_points(
    *((0x00, 0x08), (0x0E, 0x1B), (0x7F, 0x84), (0x86, 0x9F), (0xAD, 0xAD)),
    *((0x200B, 0x200B), (0x202A, 0x202E), (0x2060, 0x206F), (0xFEFF, 0xFEFF)),
    *((0xFFF9, 0xFFFB), (0xE0001, 0xE0001)),
)
# The letters of the flags of regions, which hide text anywhere else.
_TAGS = re.compile("(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]+")


def neutralised(text: str) -> str:
    """Leave out what cannot be seen and yet changes how other text is shown."""
    return _TAGS.sub("", text.translate(_HIDDEN)).strip()


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


def _refuse_blank(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("invisible_text", "The text has no visible character.")
    return value


def spellings_of(text: str) -> tuple[str, ...]:
    """Give a text as it is, and with the capitals of the one letter that has two of them.

    "STRASSE" is "straße" in capitals, and "strasse" as well. Each letter is written alike in all
    of a text.
    """
    sharp = _DOUBLE.sub("\N{LATIN SMALL LETTER SHARP S}", text)
    return tuple(dict.fromkeys((text, sharp, _SHARP.sub("ss", text))))


SafeText = Annotated[
    str, StringConstraints(strip_whitespace=True), BeforeValidator(_refuse_unstorable)
]
# An id that somebody else made, which is never changed.
Opaque = Annotated[str, BeforeValidator(_refuse_unstorable)]
Line = Annotated[
    SafeText,
    AfterValidator(_refuse_line_breaks),
    AfterValidator(_refuse_invisible),
    AfterValidator(neutralised),
]

TITLE_LENGTH_MAX = 1024
NOTES_LENGTH_MAX = 32_768
MESSAGE_LENGTH_MAX = 2000

Title = Annotated[Line, StringConstraints(min_length=1, max_length=TITLE_LENGTH_MAX)]
Notes = Annotated[SafeText, StringConstraints(max_length=NOTES_LENGTH_MAX)]
Message = Annotated[SafeText, StringConstraints(min_length=1, max_length=MESSAGE_LENGTH_MAX)]
# What a list is searched for; a whole message at most.
About = Annotated[
    str, StringConstraints(max_length=MESSAGE_LENGTH_MAX), BeforeValidator(_refuse_unstorable)
]
# A line whose offsets are reported to its writer keeps the spaces around it.
TypedLine = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MESSAGE_LENGTH_MAX),
    BeforeValidator(_refuse_unstorable),
    AfterValidator(_refuse_blank),
]
