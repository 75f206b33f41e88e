"""From a line as typed to a task: what is a command, what is the date, and what is the title."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from taskora_api.grammar.body import Body, find_body
from taskora_api.grammar.context import Context
from taskora_api.grammar.languages import load_language
from taskora_api.grammar.line import read_line
from taskora_api.grammar.tokens import tokenise
from taskora_api.language.dates import LANGUAGE

# What a task that is added in chat can have by now; the rest of a line stays in its title.
_WANTED = frozenset({"due"})


@dataclass(frozen=True)
class Span:
    start: int
    end: int
    kind: Literal["command", "date"]


@dataclass(frozen=True)
class QuickAdd:
    """What the line would add."""

    title: str
    due_on: date | None
    spans: tuple[Span, ...]


def command_end(text: str) -> int:
    """Find where the words that only say "add" end; 0 when there are none or nothing else."""
    body = body_of(text)
    return body.line.tokens[0].start if body is not None and body.commands else 0


def body_of(text: str) -> Body | None:
    """Leave out what is no part of the task; None for a text without words and marks."""
    tokens = tokenise(text)
    return find_body(text, tokens, load_language(LANGUAGE)) if tokens else None


def parse_quick_add(text: str, today: date, *, is_day_first: bool | None = None) -> QuickAdd:
    """Parse a line. Every word ends up in the title or in a span, and the title is never empty.

    `is_day_first` says what "5/12" is; without it the month comes first where both are possible.
    """
    read = read_line(text, Context(today, day_first=is_day_first, only=_WANTED), LANGUAGE)
    due = read.get("due")
    spans = tuple(_span(claim) for claim in read["claims"])
    return QuickAdd(read["title"], date.fromisoformat(due["on"]) if due else None, spans)


def _span(claim: Mapping[str, Any]) -> Span:
    kind: Literal["command", "date"] = "date" if claim["kind"] == "due" else "command"
    return Span(claim["start"], claim["end"], kind)
