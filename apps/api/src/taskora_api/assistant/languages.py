"""Reads the days of what is added in the language of the person, where English has none."""

from collections.abc import Sequence

from taskora_api.assistant.turn_context import TurnContext
from taskora_api.language.items import NewItem
from taskora_api.language.quick_add import OF_A_TASK, is_english, parse_in_locale


def in_own_language(items: Sequence[NewItem], context: TurnContext) -> tuple[NewItem, ...]:
    """Read items whose day is not known yet; the commands around them are English."""
    if is_english(context.locale):
        return tuple(items)
    return tuple(item if item.due_on is not None else _read(item, context) for item in items)


def _read(item: NewItem, context: TurnContext) -> NewItem:
    read = parse_in_locale(item.title, context.today, context.locale, wanted=OF_A_TASK)
    return NewItem(read.title, read.due_on, item.details.or_else(read.details))
