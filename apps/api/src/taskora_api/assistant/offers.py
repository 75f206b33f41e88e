"""Decides on words without a wish: a task to find, or one to add at the press of a button."""

import re
from datetime import date

from taskora_api.assistant.messages import general, references
from taskora_api.assistant.messages.questions import YES_OR_NO, ask_to_add
from taskora_api.assistant.plan import Say, Step, call_to_list, is_due_date
from taskora_api.assistant.resolver import Resolver
from taskora_api.assistant.selection import Selection
from taskora_api.assistant.state import OfferedTask, Question
from taskora_api.assistant.workspace import Workspace
from taskora_api.language.intents import AddOneOrTwo
from taskora_api.language.items import NewItem, parse_items
from taskora_api.language.quick_add import parse_quick_add
from taskora_api.text import TITLE_LENGTH_MAX, is_visible

# So few words may well be the name of a task that is there.
NAME_WORDS_MAX = 2
_BULLET = re.compile(r"^\s*(?:[-*\u2022]|\d{1,3}[.)])\s+", re.MULTILINE)


class Offers:
    """Finds what words name, and offers to add what is not there."""

    def __init__(self, workspace: Workspace, resolver: Resolver) -> None:
        """Take what the words can be about."""
        self._workspace = workspace
        self._resolver = resolver

    def decide(self, text: str) -> list[Step]:
        """Show the tasks that the words name; offer to add them when there are none."""
        line = " ".join(text.split())
        said = parse_quick_add(line, self._workspace.today)
        is_name = said.due_on is None and len(line.split()) <= NAME_WORDS_MAX
        if self._resolver.names_a_task(said.title) or self._resolver.names_a_task(line):
            return [_find(said.title)]
        if is_name and self._resolver.mentions(line):
            return [_find(line)]
        items = parse_items(_BULLET.sub("", text), self._workspace.today)
        if not all(is_addable(item) for item in items):
            return [Say(general.NOT_UNDERSTOOD)]
        why = references.found_nothing(line) if is_name else ""
        return [self.offer([_offered(items)], why)]

    def one_or_two(self, intent: AddOneOrTwo) -> list[Step]:
        """Ask whether two clauses are one task or two."""
        ways = [(intent.one,), intent.two]
        reasons = [why_not(item) for way in ways for item in way]
        refused = [reason for reason in reasons if reason is not None]
        return [Say(refused[0])] if refused else [self.offer([_offered(way) for way in ways])]

    def offer(self, offers: list[list[OfferedTask]], why: str = "") -> Say:
        """Ask, and remember what would be added."""
        text = general.joined(why, ask_to_add(offers, self._workspace.today))
        self._workspace.state.question = Question(kind="add", text=text, offers=offers)
        if len(offers) == 1:
            self._workspace.options = YES_OR_NO
        return Say(text)


def why_not(item: NewItem) -> str | None:
    """Say why a task cannot be added; None when it can."""
    if len(item.title) > TITLE_LENGTH_MAX:
        return general.TITLE_TOO_LONG
    if not is_visible(item.title):
        return general.TITLE_INVISIBLE
    return None if _can_be_due(item.due_on) else general.DATE_OUT_OF_RANGE


def is_addable(item: NewItem) -> bool:
    """Say whether a task can be added."""
    return why_not(item) is None


def offered(item: NewItem) -> OfferedTask:
    """Make what is remembered of a task that may be added."""
    return OfferedTask(title=item.title, due_on=item.due_on)


def _offered(items: tuple[NewItem, ...]) -> list[OfferedTask]:
    return [offered(item) for item in items]


def _can_be_due(day: date | None) -> bool:
    return day is None or is_due_date(day)


def _find(words: str) -> Step:
    return call_to_list(Selection(status="all", about=words))
