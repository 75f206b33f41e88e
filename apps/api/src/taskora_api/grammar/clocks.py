"""Where times of day end, which may stand between a date and what it belongs to."""

from taskora_api.grammar.sentence import Sentence


def clock_end(line: Sentence, at: int) -> int | None:
    """Find where a time ends: "at 5", "5pm", "17:00", "from 5 to 6pm"; None for no time."""
    found = line.all("time", at)
    return max(found) if found else None


def clocks_end(line: Sentence, at: int) -> int:
    """Find where the times end that follow one another from a place on, which may be no time."""
    while (end := clock_end(line, at)) is not None:
        at = end
    return at


def times_end(line: Sentence, at: int) -> int:
    """Find where times and parts of the day end that follow one another: "in the evening at 8"."""
    while True:
        end = clocks_end(line, at)
        part = line.longest("part_in", end)
        if part is not None:
            end = part[0]
        if end == at:
            return end
        at = end
