"""What was typed and given in a conversation: where the origin of a value is found."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from taskora_api.language.matching import folded


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
        """Say whether the person has written this themselves, from one boundary to another."""
        return any(holds(text, part) for text in self.typed)


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
