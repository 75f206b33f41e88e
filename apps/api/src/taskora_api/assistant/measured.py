"""Counts a turn: how it ended, how long it took, and what its calls gave."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import get_args

from taskora_api.assistant.recorder import Part
from taskora_api.assistant.running_turn import RunningTurn
from taskora_api.assistant.toolbox import TOOLS
from taskora_api.assistant.turn_context import Outcome
from taskora_api.metrics.registry import OTHER, Metrics

EMBEDDED = "embedded"
_OUTCOMES = frozenset(get_args(Outcome))
_TOOL_PREFIX = "tool-"
_WHO = "data-assistant"
_FAILED = "failed"


@contextmanager
def measured(turn: RunningTurn, metrics: Metrics) -> Iterator[None]:
    """Count the turn when the block that makes it has ended, however that was."""
    started = time.perf_counter()
    try:
        yield
    finally:
        seconds = time.perf_counter() - started
        who = answered_by(turn.parts)
        metrics.count_turn(
            str(who.get("provider", EMBEDDED)), turn.outcome, seconds, tool_calls(turn.parts)
        )
        failed = who.get("insteadOf")
        if isinstance(failed, dict):
            metrics.count_fallback(str(failed["provider"]), str(who["code"]))


def answered_by(parts: list[Part]) -> dict[str, object]:
    """Give the last part that says who answers; without a model there is none."""
    said = [part["data"] for part in parts if part["type"] == _WHO]
    return said[-1] if said and isinstance(said[-1], dict) else {}


def tool_calls(parts: list[Part]) -> list[tuple[str, str]]:
    """Give the calls in an answer, each as its tool and what came of it."""
    return [_call(part) for part in parts if str(part["type"]).startswith(_TOOL_PREFIX)]


def _call(part: Part) -> tuple[str, str]:
    tool = str(part["type"]).removeprefix(_TOOL_PREFIX)
    output = part.get("output")
    outcome = str(output.get("outcome")) if isinstance(output, dict) else _FAILED
    # A model may name tools that there are not; a label must not have whatever it writes.
    return (tool if tool in TOOLS else OTHER, outcome if outcome in _OUTCOMES else _FAILED)
