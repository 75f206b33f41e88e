"""What was typed and given in a conversation: where the origin of a value is found."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from taskora_api.language.matching import folded
from taskora_api.text import neutralised

# Marks that people and their keyboards write one for the other.
_ALIKE = str.maketrans("\u2018\u2019\u201a\u201c\u201d\u201e", "'''" + '"""')
# What stands around a part of a text without being of it.
_BETWEEN = "\\s\uff0c\u3001\u060c\u061b"
_OPENING = re.escape("\"'([{\u00ab\u00a1\u00bf")
_CLOSING = re.escape("\"')]}\u00bb.,!?;:\u2026\u3002\uff01\uff1f\uff1a\uff1b\u061f\u0964")
_BEFORE = f"(?:^|(?<=[{_BETWEEN}]))[{_OPENING}]*"
_AFTER = f"[{_CLOSING}]*(?=[{_BETWEEN}]|$)"


@dataclass(frozen=True)
class Seen:
    """A text that a tool gave: a text of a task, or, without a task, of the tool itself."""

    text: str
    tool: str
    task_id: str = ""
    title: str = ""


@dataclass
class Transcript:
    """The messages that the person typed, and the outputs of tools with their names."""

    typed: Sequence[str] = ()
    given: Sequence[tuple[str, Mapping[str, Any]]] = ()

    def is_typed(self, part: str) -> bool:
        """Say whether the person has written just this, from one boundary to another."""
        return any(writes(text, part) for text in self.typed)

    def names(self, title: str) -> bool:
        """Say whether the person has written a title that is there, whatever its signs."""
        return any(holds(text, title) for text in self.typed)


def written(text: str) -> str:
    """Make texts equal that differ in case, spaces and the forms of quotation marks alone."""
    plain = unicodedata.normalize("NFC", neutralised(text)).casefold().translate(_ALIKE)
    lines = (" ".join(line.split()) for line in plain.splitlines())
    return "\n".join(line for line in lines if line)


def writes(text: str, part: str) -> bool:
    """Say whether a text has a part with all its signs: "a b" has no "a.b", nor has "a.b.c"."""
    wanted = written(part)
    if not wanted or wanted not in (whole := written(text)):
        return False
    return re.search(f"{_BEFORE}{re.escape(wanted)}{_AFTER}", whole) is not None


def holds(text: str, part: str) -> bool:
    """Say whether a text has a part from one boundary to another, as titles are equal."""
    return f" {folded(part)} " in f" {folded(text)} "


def texts_of(tool: str, output: Mapping[str, Any]) -> Iterator[Seen]:
    """Give the texts of an output: those of its tasks first, which its other texts may repeat."""
    for task in output.get("tasks", []):
        task_id, title = str(task.get("id", "")), str(task.get("title", ""))
        for text in _strings(task):
            yield Seen(text, tool, task_id, title)
    yield Seen(str(output.get("summary", "")), tool)


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            for each in value.values():
                yield from _strings(each)
        case list():
            for each in value:
                yield from _strings(each)
