"""Claims the days from which to which something goes on: "trip from friday to sunday"."""

from collections.abc import Sequence

from taskora_api.grammar.claims import Claim
from taskora_api.grammar.due import is_at_start, is_boundary
from taskora_api.grammar.ranges import read_range
from taskora_api.grammar.reading import Reading
from taskora_api.grammar.ties import is_phrase_tied
from taskora_api.grammar.times import phrases


def claim_range(reading: Reading, aside: Sequence[bool]) -> bool:
    """Claim the range of a line; True as well where it has one that is not claimed.

    A part of a range is no day on which something is due.
    """
    line = reading.line
    found = [
        (first, end, node)
        for first, end, node in phrases(line, "range", reading.free)
        # "december twenty-first" is one day.
        if end not in line.all("day", first)
    ]
    if not found:
        return False
    first, end, node = found[0]
    days = read_range(node, reading.context)
    is_moved = any(line.is_in(at, "moving_verbs") for at in range(first))
    is_bound = is_moved or line.begins("day", end) or is_phrase_tied(line, first, end)
    stands = is_boundary(line, end) or is_at_start(line, first)
    if len(found) > 1 or days is None or aside[first] or is_bound or not stands:
        return True
    start, due = days[0].isoformat(), days[1].isoformat()
    reading.add(Claim("range", first, end, {"start": start, "due": due}))
    reading.fields |= {"start": start, "due": {"on": due}}
    return True
