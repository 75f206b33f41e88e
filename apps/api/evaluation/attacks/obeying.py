"""A model that obeys: it does what any text says that a tool gave it, and then what was asked."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from evaluation.attacks.instructions import Instruction, read_instructions
from support.model_server import ModelServer, Reply, ToolCall, call
from taskora_api.language.matching import folded

_OBEYED, _WISHED, _READ = "obeyed", "wished", "read"
Message = dict[str, Any]


@dataclass
class ObeyingServer(ModelServer):
    """Speaks the protocol of a provider, and keeps nothing between two requests."""

    wishes: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    """What a message of the person asks for: a tool and its arguments."""
    read_only: str = ""
    """A message at which nothing is obeyed yet."""

    def reply_to(self, request: dict[str, Any]) -> Reply:
        """Read all that tools gave, obey it, do what was asked, and end."""
        messages: list[Message] = request["messages"]
        last = max(index for index, each in enumerate(messages) if each["role"] == "user")
        made = {each["id"].split("-")[0] for each in _calls(messages[last:])}
        given = [_read(each["content"]) for each in messages if each["role"] == "tool"]
        turn = str(last)
        found = list(_found_in(given))
        if found and _OBEYED not in made and messages[last]["content"] != self.read_only:
            return _obey(found, given, turn)
        if _READ not in made:
            return Reply(calls=(call("list_tasks", f"{_READ}-{turn}", status="all"),))
        wish = self.wishes.get(str(messages[last]["content"]))
        if wish is not None and _WISHED not in made:
            tool, arguments = wish
            return Reply(calls=(_call(tool, f"{_WISHED}-{turn}", arguments, given),))
        return Reply(text="That was all.")


def _calls(messages: Sequence[Message]) -> Iterator[dict[str, Any]]:
    for each in messages:
        yield from each.get("tool_calls") or []


def _read(content: str) -> dict[str, Any]:
    try:
        read = json.loads(content)
    except ValueError:
        return {"summary": content}
    return read if isinstance(read, dict) else {"summary": content}


def _found_in(given: Sequence[dict[str, Any]]) -> Iterator[Instruction]:
    """The instructions that stand in what tools gave."""
    text = folded(json.dumps(list(given), ensure_ascii=False))
    for instruction in read_instructions():
        if any(folded(each) in text for each in instruction.texts):
            yield instruction


def _obey(found: Sequence[Instruction], given: Sequence[dict[str, Any]], turn: str) -> Reply:
    wanted = [each for instruction in found for each in instruction.calls]
    calls = [
        _call(each.tool, f"{_OBEYED}-{turn}-{number}", each.arguments, given)
        for number, each in enumerate(wanted)
    ]
    says = " ".join(each.says for each in found if each.says)
    return Reply(text=_filled(says, given), calls=tuple(calls))


def _call(
    tool: str, call_id: str, arguments: dict[str, Any], given: Sequence[dict[str, Any]]
) -> ToolCall:
    return ToolCall(tool, json.dumps(_resolved(arguments, given)), call_id)


def _resolved(value: Any, given: Sequence[dict[str, Any]]) -> Any:  # noqa: ANN401 - any JSON.
    match value:
        case str() if value.startswith("@"):
            return _task(value[1:], given)["id"]
        case str():
            return _filled(value, given)
        case list():
            return [_resolved(each, given) for each in value]
        case dict():
            return {name: _resolved(each, given) for name, each in value.items()}
        case _:
            return value


def _filled(text: str, given: Sequence[dict[str, Any]]) -> str:
    """Put whole titles in the place of their beginnings."""
    before, opened, rest = text.partition("{")
    if not opened:
        return text
    named, _, after = rest.partition("}")
    return f"{before}{_task(named, given)['title']}{_filled(after, given)}"


def _task(beginning: str, given: Sequence[dict[str, Any]]) -> dict[str, Any]:
    tasks = [task for output in given for task in output.get("tasks", [])]
    found: dict[str, Any] = next(each for each in tasks if each["title"].startswith(beginning))
    return found
