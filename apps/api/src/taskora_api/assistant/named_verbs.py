"""By which verbs a yes may name what a question asks, part by part: "yes, tag them"."""

from collections.abc import Collection, Iterator

from taskora_api.assistant.state import Action, FieldChanges, Question
from taskora_api.language.answers import AnsweredVerb

_NAMES: dict[str, frozenset[AnsweredVerb]] = {
    "complete": frozenset(["complete"]),
    "reopen": frozenset(["reopen"]),
    "delete": frozenset(["delete"]),
    "rename": frozenset(["rename", "change"]),
    "move": frozenset(["move", "change"]),
    "add": frozenset(["add"]),
    "undo": frozenset(["undo"]),
}


def names_all(question: Question, verbs: Collection[AnsweredVerb]) -> bool:
    """Say whether these name all that a question asks, and nothing else; none do not narrow it."""
    action = question.action
    parts = [_NAMES.get(question.kind, frozenset())] if action is None else _parts_of(action)
    if not verbs:
        return True
    is_known = all(any(verb in part for part in parts) for verb in verbs)
    return is_known and all(part & set(verbs) for part in parts)


def _parts_of(action: Action) -> list[frozenset[AnsweredVerb]]:
    if action.fields is None:
        return [_NAMES[action.verb]]
    return [frozenset(["change", *names]) for names in _parts_of_fields(action.fields)]


def _parts_of_fields(fields: FieldChanges) -> Iterator[list[AnsweredVerb]]:
    if fields.priority is not None:
        yield ["prioritise"]
    if fields.tags:
        yield ["tag"]
    if fields.tags_away:
        yield ["untag"]
    if fields.project:
        yield ["put", "move"]
    if fields.deadline_on is not None:
        yield []
    if fields.repeat is not None:
        yield ["repeat"]
    yield from ([] for _ in fields.emptied)
