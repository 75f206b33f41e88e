"""Takes guards away, to see that attacks do succeed where nothing guards."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from taskora_api.assistant import agreed_change, tools, undo_tool
from taskora_api.assistant.model import history


@contextmanager
def without_gate() -> Iterator[None]:
    """Let every call of a model be done at once while the block lasts."""
    with ExitStack() as stack:
        for module, name in ((agreed_change, "ask_first"), (tools, "ask_to_add_first")):
            stack.enter_context(patch.object(module, name, _ask_nobody))
        for name in ("_may_undo", "_may_redo"):
            stack.enter_context(patch.object(undo_tool, name, _always))
        yield


@contextmanager
def with_all_texts() -> Iterator[None]:
    """Let a model read notes and tags too, which it is never given: what guards then is asked."""
    original = history._task

    def whole(number: int, task: dict[str, Any]) -> dict[str, Any]:
        more = {name: task[name] for name in ("notes", "tags") if name in task}
        return original(number, task) | more

    with patch.object(history, "_task", whole):
        yield


async def _ask_nobody(*_arguments: Any, **_options: Any) -> None:  # noqa: ANN401
    return None


def _always(*_arguments: Any, **_options: Any) -> bool:  # noqa: ANN401
    return True
