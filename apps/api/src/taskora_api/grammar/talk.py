"""Finds the days that a text speaks of, past or to come: "what did I finish last friday"."""

from dataclasses import replace
from typing import Any

from taskora_api.grammar.bonds import is_open
from taskora_api.grammar.boundaries import quoted_tokens
from taskora_api.grammar.context import Context
from taskora_api.grammar.found import FoundDate
from taskora_api.grammar.languages import load_language
from taskora_api.grammar.often import is_recurrent
from taskora_api.grammar.scan import scan_dates
from taskora_api.grammar.sentence import Sentence
from taskora_api.grammar.tokens import tokenise


def find_days(text: str, context: Context, language: str = "en") -> list[dict[str, Any]]:
    """Find the days outside quotation marks, in order: `{"start", "end", "on"}`.

    For a text that is about dates. Whether a line has a due date is for `read_line` to say.
    """
    line = Sentence(text, tokenise(text), load_language(language))
    found = standing_dates(line, replace(context, past=True))
    return [_written(line, it) for it in found if not is_open(line, it)]


def standing_dates(line: Sentence, context: Context) -> list[FoundDate]:
    """Find the dates that need no more words than are there; none where something recurs."""
    free = [not is_quoted for is_quoted in quoted_tokens(line)]
    found = scan_dates(line, context, free)
    if not found or is_recurrent(line):
        return []
    return [it for it in found if _stands(line, it, context)]


def _written(line: Sentence, it: FoundDate) -> dict[str, Any]:
    start, end = line.tokens[it.first].start, line.tokens[it.end - 1].end
    return {"start": start, "end": end, "on": str(it.value)}


def _stands(line: Sentence, it: FoundDate, context: Context) -> bool:
    """Say whether a form needs no more than is there."""
    if it.is_led:
        return True
    is_at_start = line.are_marks(0, it.first)
    is_at_end = line.are_marks(it.end, len(line))
    match it.form:
        case "edge":
            return is_at_start or is_at_end
        case "end":
            return is_at_end
        case "after":
            # "I'll be back the 27th", said of days that may be past.
            return context.past and is_at_end and it.node["k"] == "dom"
        case _:
            return True
