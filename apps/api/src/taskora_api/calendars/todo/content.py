"""One content line: its bytes as they came, and what icalendar reads in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from icalendar.parser import Contentline, Parameters, q_split, unescape_backslash

from taskora_api.calendars.errors import CalendarError, Code

LINE_END = b"\r\n"
_QUOTED_MAX = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A line: with its folds and its end as `raw`, and without them in its two parts.

    `head` is the name and the parameters as they are written, `value` all after the colon, with its
    backslashes.
    """

    raw: bytes
    name: str
    head: str
    value: str

    @property
    def unescaped(self) -> str:
        """The value of a property whose type is TEXT."""
        return str(unescape_backslash(self.value))

    def parameter(self, name: str) -> str | None:
        """Give the first value of a parameter."""
        if ";" not in self.head:
            return None
        value: Any = _parts(self.head)[1].get(name)
        if isinstance(value, list):
            value = value[0] if value else None
        return None if value is None else str(value)

    def with_value(self, value: str, parameters: dict[str, str], without: Iterable[str]) -> "Line":
        """Give the line with another value; parameters that are not named stay as written."""
        gone = {name.upper() for name in (*without, *parameters)}
        first, *rest = q_split(self.head, ";")
        kept = [each for each in rest if each.partition("=")[0].strip().upper() not in gone]
        own = [f"{name}={each}" for name, each in parameters.items()]
        return _line(self.name, ";".join([first, *own, *kept]), value)


def escaped(text: str) -> str:
    r"""Write a value whose type is TEXT.

    icalendar's own function takes a backslash before a capital N for a line break, so that a path
    such as C:\New would come back in two lines.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    return lines.replace("\n", "\\n").replace(";", "\\;").replace(",", "\\,")


def make_line(name: str, value: str, parameters: dict[str, str] | None = None) -> Line:
    """Write a line; the value has to be escaped already."""
    written = Parameters(parameters or {}).to_ical().decode()
    return _line(name, f"{name};{written}" if written else name, value)


def read_line(raw: bytes, unfolded: bytes) -> Line:
    """Read a line.

    Raises `CalendarError` TEXT for what is no UTF-8 or no content line.
    """
    try:
        text = unfolded.decode("utf-8")
        end: int = _contentline(text).value_separator_index()
        name, _ = _parts(text[: max(end, 0)])
    except ValueError:
        shown = unfolded[:_QUOTED_MAX].decode("utf-8", "replace")
        raise CalendarError(Code.TEXT, f"{shown!r} is no line of iCalendar") from None
    return Line(raw, name.upper(), text[:end], text[end + 1 :])


def _line(name: str, head: str, value: str) -> Line:
    folded: bytes = _contentline(f"{head}:{value}").to_ical()
    return Line(folded + LINE_END, name, head, value)


def _parts(head: str) -> tuple[str, Any]:
    name, parameters, _ = _contentline(f"{head}:").raw_parts()
    return str(name), parameters


def _contentline(text: str) -> Any:  # noqa: ANN401 - icalendar does not annotate it.
    return Contentline(text)
