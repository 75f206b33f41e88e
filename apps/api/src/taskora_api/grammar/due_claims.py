"""Claims the days of a line: when it is due, its deadline, and when it can begin."""

from collections.abc import Sequence

from taskora_api.grammar.body import list_before
from taskora_api.grammar.choices import chosen, readings
from taskora_api.grammar.claims import Claim, words_of
from taskora_api.grammar.clocks import clocks_end
from taskora_api.grammar.due import DuePhrase, find_due
from taskora_api.grammar.found import FoundDate
from taskora_api.grammar.meaning import resolve
from taskora_api.grammar.reading import Reading
from taskora_api.grammar.scan import scan_dates

ROLES = ("deadline", "start", "due")


def claim_days(reading: Reading, aside: Sequence[bool], *, is_recurrent: bool) -> bool:
    """Claim at most one day of each role.

    False where a day is beside a recurrence, and no word says that the task is due then.
    """
    line, context = reading.line, reading.context
    found = scan_dates(line, context, reading.free)
    if not found:
        return True
    for role in ROLES:
        own = [it for it in found if role_of(it, reading) == role]
        due = find_due(line, own, reading.joints, aside)
        if due is None:
            continue
        if is_recurrent and role == "due" and not due.it.is_due:
            return False
        _add(reading, role, due)
    return True


def role_of(it: FoundDate, reading: Reading) -> str:
    """Say what a day is to a task."""
    for role in ("deadline", "start"):
        if reading.wants(role) and it.lead.get(role):
            return role
    is_braced = reading.line.word(it.first - 1) == "{" and reading.line.word(it.end) == "}"
    return "deadline" if is_braced and reading.wants("deadline") else "due"


def _add(reading: Reading, role: str, due: DuePhrase) -> None:
    line, context, it = reading.line, reading.context, due.it
    found = readings(context, lambda each: resolve(it.node, each))
    value, others = chosen(context, words_of(line, it.first, it.end), found or [due.value])
    on = value.isoformat()
    read = {"on": on}
    reading.add(Claim(role, due.first, due.end, read, [{"on": day.isoformat()} for day in others]))
    reading.fields[role] = {**reading.fields.get("due", {}), "on": on} if role == "due" else on
    if role == "due":
        reading.part = it.node.get("part")
    _add_list(reading, due)


def _add_list(reading: Reading, due: DuePhrase) -> None:
    """Claim the words that only say where it is added, before a date at the end."""
    line = reading.line
    if not reading.is_command or not line.are_marks(clocks_end(line, due.end), len(line)):
        return
    first = list_before(line, due.first)
    if first < due.first and first > 0:
        reading.add(Claim("command", first, due.first, None))
