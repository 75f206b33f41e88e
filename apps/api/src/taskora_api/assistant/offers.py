"""Decides on a statement without a verb: a task to find, or one to offer to add."""

import re
from datetime import date

from taskora_api.assistant.languages import in_own_language
from taskora_api.assistant.messages import general, references
from taskora_api.assistant.messages.questions import ask_to_add, options_of
from taskora_api.assistant.organising import repeat_of
from taskora_api.assistant.plan import Say, Step, call_to_list, is_due_date
from taskora_api.assistant.resolver import Resolver
from taskora_api.assistant.selection import Selection
from taskora_api.assistant.state import OfferedTask, Question
from taskora_api.assistant.turn_context import TurnContext
from taskora_api.language.intents import AddOneOrTwo
from taskora_api.language.items import NewItem, parse_items, read_item
from taskora_api.tasks.field_types import Priority
from taskora_api.text import TITLE_LENGTH_MAX, is_visible

# A text this short may well be the name of a task that is there.
NAME_TOKENS_MAX = 2
_BULLET = re.compile(r"^\s*(?:[-*\u2022]|\d{1,3}[.)])\s+", re.MULTILINE)


class Offers:
    """Finds the tasks that a statement names, and offers to add what is not there."""

    def __init__(self, context: TurnContext, resolver: Resolver) -> None:
        self._context = context
        self._resolver = resolver

    def decide(self, text: str) -> list[Step]:
        """Show the tasks that a statement names; offer to add them when there are none."""
        line = " ".join(text.split())
        said = read_item(line, self._context.today)
        is_name = said.due_on is None and len(line.split()) <= NAME_TOKENS_MAX
        if self._resolver.names_a_task(said.title) or self._resolver.names_a_task(line):
            return [_find(said.title)]
        if is_name and self._resolver.mentions(line):
            return [_find(line)]
        items = parse_items(_BULLET.sub("", text), self._context.today)
        items = in_own_language(items, self._context)
        if not all(is_addable(item) for item in items):
            return [Say(general.NOT_UNDERSTOOD)]
        why = references.found_nothing(line) if is_name else ""
        return [self.offer([_offered(items)], why)]

    def one_or_two(self, intent: AddOneOrTwo) -> list[Step]:
        choices = [(intent.one,), intent.two]
        reasons = [why_not(item) for choice in choices for item in choice]
        refused = [reason for reason in reasons if reason is not None]
        return (
            [Say(refused[0])] if refused else [self.offer([_offered(choice) for choice in choices])]
        )

    def offer(self, offers: list[list[OfferedTask]], why: str = "") -> Say:
        """Ask, and remember what would be added."""
        text = general.joined(why, ask_to_add(offers, self._context.today))
        self._context.state.question = Question(kind="add", text=text, offers=offers)
        self._context.options = options_of(offers, self._context.today)
        return Say(text)


def why_not(item: NewItem) -> str | None:
    """Say why a task cannot be added; None when it can."""
    if len(item.title) > TITLE_LENGTH_MAX:
        return general.TITLE_TOO_LONG
    if not is_visible(item.title):
        return general.TITLE_INVISIBLE
    return None if _can_be_due(item.due_on) else general.DATE_OUT_OF_RANGE


def is_addable(item: NewItem) -> bool:
    return why_not(item) is None


def offered(item: NewItem) -> OfferedTask:
    """Make what is remembered of a task that may be added."""
    details = item.details
    return OfferedTask(
        title=item.title,
        due_on=item.due_on,
        priority=Priority(details.priority or Priority.NONE),
        project=details.project,
        tags=list(details.tags),
        repeat=None if details.recurs is None else repeat_of(details.recurs),
    )


def _offered(items: tuple[NewItem, ...]) -> list[OfferedTask]:
    return [offered(item) for item in items]


def _can_be_due(day: date | None) -> bool:
    return day is None or is_due_date(day)


def _find(about: str) -> Step:
    return call_to_list(Selection(status="all", about=about))
