"""How a change is taken back where other changes came after it: per field, by three states.

The three are what a field was before the change, what the change made of it, and what it is now.

- A field that is as the change left it becomes what it was before.
- One that is as it was before stays: it is taken back already.
- A list of values, such as tags, becomes what it is now, without what the change added and with
  what it took away.
- Any other stays, because of what was done since, and is named as a conflict.

Fields that only make sense together, such as a due date and its time, are taken back together or
not at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from taskora_api.ledger.chain import State
from taskora_api.ledger.entries import Entry
from taskora_api.ledger.stores import EntityStore


@dataclass(frozen=True, slots=True)
class Merge:
    """The fields that become what they were, and those that stay because of later changes."""

    values: State
    conflicts: list[str]


def take_back(entry: Entry, current: State, store: EntityStore) -> Merge:
    """Decide on each field that an entry changed; it is there before, after and now."""
    if entry.before is None or entry.after is None:
        raise ValueError("only fields of what was there before and after can be merged")
    names = [name for name in entry.after if name not in store.bookkeeping]
    before = {name: entry.before.get(name) for name in names}
    after = {name: entry.after[name] for name in names}
    values: State = {}
    conflicts: list[str] = []
    for name in names:
        if name in store.sets:
            values[name] = _merged_set(before[name], after[name], current.get(name))
        elif current.get(name) == after[name]:
            values[name] = before[name]
        elif current.get(name) != before[name]:
            conflicts.append(name)
    for group in store.together:
        involved = [name for name in names if name in group]
        taken = {name: values[name] for name in involved if name in values}
        # What was set since may need what the change had set, as a time needs its date.
        if any(name in conflicts for name in involved) or (
            taken and not store.is_sound(current | taken)
        ):
            _keep(involved, values, conflicts)
    changed = {name: value for name, value in values.items() if current.get(name) != value}
    return Merge(changed, conflicts)


def without(merge: Merge, fields: frozenset[str], store: EntityStore) -> Merge:
    """Let some fields stay, each with those that only make sense together with it."""
    staying = set(fields)
    for group in store.together:
        if group & fields:
            staying |= group
    values = dict(merge.values)
    conflicts = list(merge.conflicts)
    _keep([name for name in merge.values if name in staying], values, conflicts)
    return Merge(values, conflicts)


def _merged_set(before: Any, after: Any, current: Any) -> list[Any]:  # noqa: ANN401 - any JSON.
    """Take away what was added and add what was taken away, in the order of what is there.

    What is there already in other letters' case does not come back beside it.
    """
    added = [each for each in after or [] if each not in (before or [])]
    removed = [each for each in before or [] if each not in (after or [])]
    kept = [each for each in current or [] if each not in added]
    there = {_folded(each) for each in kept}
    back = [each for each in removed if _folded(each) not in there]
    return sorted([*kept, *back], key=_folded)


def _folded(value: object) -> str:
    return str(value).casefold()


def _keep(names: Sequence[str], values: State, conflicts: list[str]) -> None:
    """Let fields stay as they are, and name them."""
    for name in names:
        values.pop(name, None)
        if name not in conflicts:
            conflicts.append(name)
