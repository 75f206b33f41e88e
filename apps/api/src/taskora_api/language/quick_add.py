"""From a line as typed to a task: what is a command, what is the date, and what is the title."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from taskora_api.grammar.body import Body, find_body
from taskora_api.grammar.languages import language_of, load_language
from taskora_api.grammar.line import read_line
from taskora_api.grammar.tokens import tokenise
from taskora_api.language.date_order import is_day_first
from taskora_api.language.dates import LANGUAGE
from taskora_api.language.details import NOTHING_MORE, Details
from taskora_api.language.habits import context_on

# What a line is read for where only its day is asked for.
ONLY_DUE = frozenset({"due"})
# What a task that is added in chat can have; the rest of a line stays in its title.
OF_A_TASK = frozenset({"due", "recurrence", "priority", "project", "tag"})

Kind = Literal["command", "date", "detail"]
_KINDS: Mapping[str, Kind] = {"due": "date", "recurrence": "date", "command": "command"}


@dataclass(frozen=True)
class Span:
    start: int
    end: int
    kind: Kind


@dataclass(frozen=True)
class QuickAdd:
    """What the line would add."""

    title: str
    due_on: date | None
    spans: tuple[Span, ...]
    details: Details = NOTHING_MORE


def command_end(text: str) -> int:
    """Find where the words that only say "add" end; 0 when there are none or nothing else."""
    body = body_of(text)
    return body.line.tokens[0].start if body is not None and body.commands else 0


def body_of(text: str) -> Body | None:
    """Leave out what is no part of the task; None for a text without words and marks."""
    tokens = tokenise(text)
    return find_body(text, tokens, load_language(LANGUAGE)) if tokens else None


def parse_quick_add(
    text: str,
    today: date,
    *,
    is_day_first: bool | None = None,
    language: str = LANGUAGE,
    wanted: frozenset[str] = ONLY_DUE,
) -> QuickAdd:
    """Parse a line. Every word ends up in the title or in a span, and the title is never empty.

    `is_day_first` says what "5/12" is; without it the month comes first where both are possible.
    A line in which a person of another language says no date may say it in English.
    """
    context = context_on(today, is_day_first=is_day_first, only=wanted)
    read = read_line(text, context, language)
    if language != LANGUAGE and "due" not in read:
        other = read_line(text, context, LANGUAGE)
        read = other if _is_of_other_words(text, other, language) else read
    due = read.get("due")
    spans = tuple(_span(claim) for claim in read["claims"])
    due_on = date.fromisoformat(due["on"]) if due else None
    return QuickAdd(read["title"], due_on, spans, Details.of(read))


def parse_in_locale(
    text: str, today: date, locale: str | None, *, wanted: frozenset[str] = ONLY_DUE
) -> QuickAdd:
    """Parse a line as who writes it means it, by the BCP 47 tag of their language and region."""
    if locale is None:
        return parse_quick_add(text, today, wanted=wanted)
    return parse_quick_add(
        text,
        today,
        is_day_first=is_day_first(locale),
        language=language_of(locale),
        wanted=wanted,
    )


def is_english(locale: str | None) -> bool:
    """Say whether lines of a locale are read in English, and in no other language before."""
    return language_of(locale) == LANGUAGE


def _is_of_other_words(text: str, read: Mapping[str, Any], language: str) -> bool:
    """Say whether a date is said in words, and in none of a language that did not read it.

    What that language has left alone, such as "5/12" in a line that says no, stays alone.
    """
    dates = [text[it["start"] : it["end"]] for it in read["claims"] if it["kind"] == "due"]
    words = [token.text for date in dates for token in tokenise(date) if token.kind == "word"]
    own = load_language(language)
    return bool(words) and not any(map(own.knows, words))


def _span(claim: Mapping[str, Any]) -> Span:
    return Span(claim["start"], claim["end"], _KINDS.get(claim["kind"], "detail"))
