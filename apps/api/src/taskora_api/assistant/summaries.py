"""Answers questions whose answer is counted or chosen from the caller's tasks."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from taskora_api.assistant.messages import summaries as said
from taskora_api.assistant.messages.references import WHICH_IS_UNKNOWN
from taskora_api.assistant.messages.reports import say_what_was_done
from taskora_api.assistant.plan import Say
from taskora_api.assistant.resolver import Resolver
from taskora_api.assistant.selection import Selection, selection_of
from taskora_api.assistant.turn_context import TurnContext
from taskora_api.language.intents import AskAbout, Topic
from taskora_api.tasks.schemas import Task


class Summaries:
    """Each answer is made of one reading of the tasks; nothing is changed by it."""

    def __init__(self, context: TurnContext, resolver: Resolver) -> None:
        self._context = context
        self._resolver = resolver

    def answer(self, asked: AskAbout) -> Say:
        """Answer a question."""
        answers: dict[Topic, Callable[[AskAbout], str]] = {
            Topic.FULLEST_DAY: self._fullest_day,
            Topic.NEXT: self._next,
            Topic.OLDEST: self._oldest,
            Topic.LAST_CHANGE: self._last_change,
            Topic.ADDED: self._added,
            Topic.LISTED_COUNT: self._listed_count,
            Topic.COMPARE_DAYS: self._compare_days,
            Topic.DAYS_LEFT: self._days_left,
            Topic.SHARE: self._share,
            Topic.AVERAGE: self._average,
        }
        return Say(answers[asked.topic](asked))

    def _fullest_day(self, asked: AskAbout) -> str:
        tasks = self._resolver.selected(selection_of(asked.tasks))
        if tasks is None:
            return said.TOO_MANY_TO_COUNT
        by_day: dict[date, list[Task]] = defaultdict(list)
        for task in tasks:
            if task.due_on is not None:
                by_day[task.due_on].append(task)
        if not by_day:
            return said.NOTHING_IS_DATED
        most = max(map(len, by_day.values()))
        days = sorted(day for day, of_day in by_day.items() if len(of_day) == most)
        first = by_day[days[0]]
        self._show(first)
        return said.say_fullest(days, most, [task.title for task in first], self._context.today)

    def _next(self, _asked: AskAbout) -> str:
        """What is due first comes first, and what is never due comes after all that is."""
        dated = self._resolver.first(Selection(due_to=date.max), 1)
        tasks = dated or self._resolver.first(Selection(), 1)
        if not tasks:
            return said.NOTHING_IS_LEFT
        self._context.touch([tasks[0].id])
        return said.say_next(tasks[0], self._context.today)

    def _oldest(self, _asked: AskAbout) -> str:
        today = self._context.today
        tasks = self._resolver.first(Selection(due_to=today - timedelta(days=1)), 1)
        due_on = tasks[0].due_on if tasks else None
        if due_on is None:
            return said.NOTHING_IS_OVERDUE
        self._context.touch([tasks[0].id])
        return said.say_oldest(tasks[0], (today - due_on).days, today)

    def _last_change(self, _asked: AskAbout) -> str:
        done = self._context.state.done
        return say_what_was_done(done[-1]) if done else said.NOTHING_WAS_DONE

    def _added(self, asked: AskAbout) -> str:
        tasks = self._resolver.selected(Selection(status="all"))
        if tasks is None:
            return said.TOO_MANY_TO_COUNT
        first = asked.tasks.due_from or self._context.today
        last = asked.tasks.due_to or self._context.today
        zone = self._context.zone
        added = [it for it in tasks if first <= it.created_at.astimezone(zone).date() <= last]
        self._show(added)
        when = said.say_on(first, last, self._context.today)
        return said.say_added_on([task.title for task in added], when)

    def _listed_count(self, _asked: AskAbout) -> str:
        listed = self._context.state.listed
        return said.say_listed_count(listed.total) if listed.turn else said.NOTHING_WAS_LISTED

    def _compare_days(self, asked: AskAbout) -> str:
        counts = {day: self._count_on(day) for day in asked.days}
        if len(counts) < len(asked.days):
            return WHICH_IS_UNKNOWN
        return said.say_compared(counts, self._context.today)

    def _count_on(self, day: date) -> int:
        return self._resolver.count(Selection(due_from=day, due_to=day))

    def _days_left(self, asked: AskAbout) -> str:
        found = self._resolver.meant(asked.reference)
        if isinstance(found, str):
            return found
        self._context.touch([found.id])
        return said.say_days_left(found, self._context.today)

    def _share(self, asked: AskAbout) -> str:
        selection = selection_of(asked.tasks)
        total = self._resolver.count(selection.model_copy(update={"status": "all"}))
        done = self._resolver.count(selection.model_copy(update={"status": "done"}))
        return said.say_share(done, total) if total else said.NO_TASKS_AT_ALL

    def _average(self, asked: AskAbout) -> str:
        first, last = asked.tasks.due_from, asked.tasks.due_to
        if asked.days:
            days = set(asked.days)
            return said.say_average(sum(map(self._count_on, days)), len(days))
        if first is None or last is None:
            return said.NOTHING_IS_DATED
        total = self._resolver.count(selection_of(asked.tasks))
        return said.say_average(total, (last - first).days + 1)

    def _show(self, tasks: Sequence[Task]) -> None:
        """What an answer names can be spoken of: "move them to friday"."""
        self._context.state.show([task.id for task in tasks])
