"""Tags, projects and priorities, which are written with marks: `@home`, `#house`, `p1`, `!!`."""

from collections.abc import Iterator, Sequence

from taskora_api.grammar.claims import Claim
from taskora_api.grammar.sentence import Sentence

_PREFIXES = {"@": "tag", "#": "project"}
_PRIORITIES = {"1": "high", "2": "medium", "3": "low", "4": "none"}
# What may follow a mark and says when.
_WHEN = ("lead", "day", "time", "recurrence", "range", "duration")
_NAME_MARKS = frozenset("-_/&.'+")


def find_marks(line: Sentence, free: Sequence[bool]) -> list[Claim]:
    """Find what is marked; of several projects or priorities the last one counts."""
    found = [claim for at in range(len(line)) if free[at] for claim in _marked(line, at, free)]
    single: dict[str, Claim] = {claim.kind: claim for claim in found if claim.kind != "tag"}
    return [each for each in found if each.kind == "tag" or single[each.kind] is each]


def _marked(line: Sentence, at: int, free: Sequence[bool]) -> Iterator[Claim]:
    if line.touches(at):
        return
    kind = _PREFIXES.get(line.word(at))
    if kind is not None and line.touches(at + 1) and line.is_word(at + 1):
        end = _name_end(line, at + 1)
        if all(free[at:end]) and _stands(line, at, end):
            name = line.text[line.tokens[at + 1].start : line.tokens[end - 1].end]
            yield Claim(kind, at, end, name)
        return
    priority = _priority(line, at)
    if priority is not None and _stands(line, at, priority[0]):
        yield Claim("priority", at, priority[0], priority[1])


def _stands(line: Sentence, first: int, end: int) -> bool:
    """Say whether a mark is said of the whole line: "fix the #home page" names a page."""
    if first == 0:
        return True
    if line.is_in(first - 1, "phrase_binders") and not line.touches(first - 1):
        # "Reply to @maria" needs its object.
        return False
    if line.are_marks(end, len(line)) or line.word(end) in {*_PREFIXES, "!"}:
        return True
    return _priority(line, end) is not None or any(line.begins(name, end) for name in _WHEN)


def _name_end(line: Sentence, at: int) -> int:
    end = at + 1
    while line.touches(end):
        is_inner = line.touches(end + 1) and not line.is_mark(end + 1)
        if line.is_mark(end) and not (line.word(end) in _NAME_MARKS and is_inner):
            break
        end += 1
    return end


def _priority(line: Sentence, at: int) -> tuple[int, str] | None:
    """Read `p1`, `!1`, `!high`, and `!!` and `!!!` that stand by themselves."""
    end = at + 1
    is_marked = line.chart.has(at, "priority_mark") and line.touches(end)
    if is_marked and not line.touches(end + 1):
        if line.word(end) in _PRIORITIES:
            return end + 1, _PRIORITIES[line.word(end)]
        found = line.longest("priority_word", end) if line.word(at) == "!" else None
        if found is not None:
            return found[0], found[1]
    while line.word(end) == "!" and line.touches(end):
        end += 1
    is_run = line.word(at) == "!" and not line.touches(end)
    names = {2: "medium", 3: "high"}
    return (end, names[end - at]) if is_run and end - at in names else None
