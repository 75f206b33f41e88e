"""Claims the parts of a line that have a meaning, each kind in its turn."""

from collections.abc import Sequence

from taskora_api.grammar.boundaries import quoted_tokens
from taskora_api.grammar.claims import Claim
from taskora_api.grammar.clauses import read_aside
from taskora_api.grammar.clocks import clocks_end
from taskora_api.grammar.context import Context
from taskora_api.grammar.due_claims import claim_days
from taskora_api.grammar.marks import find_marks
from taskora_api.grammar.often import claim_recurrence, is_recurrent
from taskora_api.grammar.range_claims import claim_range
from taskora_api.grammar.reading import Reading
from taskora_api.grammar.sentence import Sentence
from taskora_api.grammar.time_claims import claim_duration, claim_time

MARKS = frozenset({"tag", "project", "priority"})
_FIELDS = frozenset({"tags", "project", "priority"})


def read_claims(
    line: Sentence, context: Context, joints: frozenset[str], *, is_command: bool
) -> Reading:
    """Claim what is wanted of a line; nothing at all where nothing would be left to do."""
    free = [not is_quoted for is_quoted in quoted_tokens(line)]
    _dismiss(line, context, free)
    reading = Reading(line, context, joints, free, is_command)
    _claim_marks(reading)
    _claim_when(reading)
    reading.claims.sort(key=lambda claim: claim.first)
    reading.claims = _with_brackets(line, reading.claims)
    if reading.claims and not _is_something_left(line, reading.claims):
        reading.claims.clear()
        reading.fields.clear()
    return reading


def _dismiss(line: Sentence, context: Context, free: list[bool]) -> None:
    """Leave alone what the person said has no meaning."""
    for start, end in context.dismissed:
        for at, token in enumerate(line.tokens):
            if token.start < end and start < token.end:
                free[at] = False


def _claim_marks(reading: Reading) -> None:
    for claim in find_marks(reading.line, reading.free):
        if not reading.wants(claim.kind):
            continue
        reading.add(claim)
        if claim.kind == "tag":
            tags = reading.fields.setdefault("tags", [])
            tags += [claim.reading] if claim.reading not in tags else []
        else:
            reading.fields[claim.kind] = claim.reading


def _claim_when(reading: Reading) -> None:
    aside = read_aside(reading.line)
    can_recur = reading.wants("recurrence")
    is_claimed = can_recur and claim_recurrence(reading, aside)
    if is_recurrent(reading.line, reading.free if is_claimed else None):
        _keep_marks(reading)
        return
    is_range = reading.wants("range") and not is_claimed and claim_range(reading, aside)
    if not is_range and not claim_days(reading, aside, is_recurrent=is_claimed):
        _keep_marks(reading)
        return
    if reading.wants("time"):
        claim_time(reading, aside)
    if reading.wants("duration"):
        claim_duration(reading, aside)


def _keep_marks(reading: Reading) -> None:
    """Claim nothing that says when, where the parts of it do not go together."""
    reading.claims = [claim for claim in reading.claims if claim.kind in MARKS]
    reading.fields = {name: value for name, value in reading.fields.items() if name in _FIELDS}


def _with_brackets(line: Sentence, claims: Sequence[Claim]) -> list[Claim]:
    """Take brackets along that hold nothing but claims: "(friday at 5pm)"."""
    taken: list[Claim] = []
    at = 0
    while at < len(claims):
        last = at
        while last + 1 < len(claims) and claims[last + 1].first == claims[last].end:
            last += 1
        run = list(claims[at : last + 1])
        first, end = run[0].first, run[-1].end
        if line.enclosing[first] == (first - 1, end):
            run[0] = _stretched(run[0], first - 1, run[0].end)
            run[-1] = _stretched(run[-1], run[-1].first, end + 1)
        taken += run
        at = last + 1
    return taken


def _stretched(claim: Claim, first: int, end: int) -> Claim:
    return Claim(claim.kind, first, end, claim.reading, claim.others)


def _is_something_left(line: Sentence, claims: Sequence[Claim]) -> bool:
    """Say whether more is left than times: "tomorrow at 5pm" has nothing to do on the date."""
    covered = {at for claim in claims for at in range(claim.first, claim.end)}
    rest = [at for at in range(len(line)) if at not in covered and not line.is_mark(at)]
    if not rest:
        return False
    first = rest[0] - 1 if rest[0] > 0 and line.begins("time", rest[0] - 1) else rest[0]
    return clocks_end(line, first) <= rest[-1]
