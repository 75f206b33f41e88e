"""Recognises what is done again and again, which no single date can say."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from taskora_api.grammar.claims import Claim
from taskora_api.grammar.due import is_at_start, is_boundary
from taskora_api.grammar.reading import Reading
from taskora_api.grammar.recurrences import read_recurrence
from taskora_api.grammar.sentence import Sentence
from taskora_api.grammar.ties import is_phrase_tied
from taskora_api.grammar.times import phrases, read_clock


def is_recurrent(line: Sentence, free: Sequence[bool] | None = None) -> bool:
    """Say whether a line speaks of every so often: "every other friday", "twice a week".

    With `free`, what is claimed already does not count.
    """
    return any(line.begins("often", at) for at in range(len(line)) if free is None or free[at])


def claim_recurrence(reading: Reading, aside: Sequence[bool]) -> bool:
    """Claim the recurrence of a line, if it has one and no more."""
    line = reading.line
    found = list(phrases(line, "recurrence", reading.free))
    if len(found) != 1:
        return False
    first, end, node = found[0]
    if "freq" not in node or aside[first] or not _stands(line, first, end, node):
        return False
    clock = _clock(node)
    read = read_recurrence(node, reading.context, clock)
    if read is None or ("time" in node and clock is None):
        return False
    reading.add(Claim("recurrence", first, end, dict(read.written)))
    reading.fields["recurrence"] = dict(read.written)
    at = {"at": f"{clock:%H:%M}"} if clock else {}
    reading.fields["due"] = {"on": read.first.isoformat(), **at}
    reading.part = node.get("part")
    return True


def _clock(node: Any) -> time | None:  # noqa: ANN401 - JSON.
    said = node.get("time")
    if said is None or said["k"] != "time":
        return None
    return read_clock(said["at"], node.get("part"))[0]


def _stands(line: Sentence, first: int, end: int, node: Any) -> bool:  # noqa: ANN401 - JSON.
    """Say whether a recurrence is said of the whole line, and of no word in it."""
    if line.begins("day", end) or is_phrase_tied(line, first, end):
        return False
    if node.get("adverb") and is_at_start(line, first):
        # "Weekly report" is the name of one.
        return line.word(end) == ":" or is_boundary(line, end)
    if node.get("plural"):
        is_one_of_some = line.is_in(first - 1, "before_plurals") or line.begins("count", first - 1)
        is_named = line.is_capital(first) or is_one_of_some
        return not is_named and line.are_marks(end, len(line)) and first > 0
    return is_boundary(line, end) or is_at_start(line, first)
