"""The questions that come before a change, with the tasks named that it is about."""

from datetime import date

from taskora_api.assistant.messages.organising import say_change, say_details
from taskora_api.assistant.messages.reports import IT_IS_DONE, say_due, say_what_was_done
from taskora_api.assistant.state import Action, Done, OfferedTask
from taskora_api.assistant.targets import Targets
from taskora_api.language.wording import quoted, say_count, say_date, say_titles
from taskora_api.tasks.schemas import Task

# What can be pressed instead of being said.
NO = "no"
YES_OR_NO = ["yes", NO]
# What a question shows of notes; of more than that it says how many there are.
NOTES_SHOWN_MAX = 5
NOTE_LENGTH_MAX = 200
CHANGED_SINCE_ASKED = "Your tasks have changed since I asked."
ASKED_ALREADY = "I have asked that already."
QUESTION_TOO_OLD = "I asked that too long ago."


def ask_whether(action: Action, targets: Targets, today: date, *, is_named: bool) -> str:
    """Ask before the action is done to exactly these tasks."""
    phrase = say_action(action, today, "it" if targets.count == 1 else "them")
    if targets.count == 1:
        title = quoted(targets.titles[0])
        state = f" {IT_IS_DONE}" if targets.done and action.verb != "reopen" else ""
        about = f"This is about {title}." if is_named else f"Do you mean {title}?"
        below = _say_below(targets, "it")
        return f"{about}{state}{below}{_warn(action, today)} {_say_yes_to(phrase)}"
    done = targets.done
    state = f" ({done} of them done)" if done and action.verb != "reopen" else ""
    counted = say_count(targets.count) + state
    titles = say_titles(targets.titles, total=targets.count)
    would = say_action(action, today, counted)
    below = _say_below(targets, "them")
    return f"This would {would}: {titles}.{below}{_warn(action, today)} {_say_yes_to(phrase)}"


def _say_below(targets: Targets, what: str) -> str:
    if not targets.below:
        return ""
    return f" {say_count(targets.below)} below {what} would be deleted, too."


def say_asked_later(text: str) -> str:
    """Say that a question waits for the answer to another one."""
    return f"I ask this when the question before it is answered: {text}"


def say_more_waits(count: int) -> str:
    """Say after a question how many wait for its answer; nothing where none does."""
    if not count:
        return ""
    return f"After that I ask {say_count(count, 'more question')}."


def ask_to_undo(done: Done) -> str:
    """Ask before a change of another place is undone."""
    return f"{say_what_was_done(done)} {_say_yes_to('undo it')}"


def _say_yes_to(phrase: str) -> str:
    return f"Say yes to {phrase}, or no."


def say_action(action: Action, today: date, what: str) -> str:
    """Say what is to be done to `what`, after "to" or "would"."""
    if action.verb == "rename":
        return f"rename {what} to {quoted(action.title)}"
    if action.fields is not None:
        return say_change(action.fields, today, what)
    if action.verb != "move":
        return f"{action.verb} {what}"
    if action.due_on is not None:
        return f"move {what} to {say_date(action.due_on, today)}"
    if action.by_days is not None:
        return f"move {what} by {say_count(action.by_days, 'day')}"
    return f"take the due date away from {what}"


def _warn(action: Action, today: date) -> str:
    is_past = action.due_on is not None and action.due_on < today
    return " That day is in the past." if is_past else ""


def buttons_of(names: list[str]) -> list[str]:
    """Make the buttons of a choice: its lines, which begin with the number that they answer."""
    return [f"{number}. {name}" for number, name in enumerate(names, start=1)]


def ask_which(action: Action, candidates: list[str], total: int) -> str:
    """Ask, with the candidates numbered as they can be answered."""
    listing = "\n".join(buttons_of(candidates))
    more = f" {total - len(candidates)} more fit." if total > len(candidates) else ""
    return (
        f"Which one should I {action.verb}?\n{listing}\nSay its number, or more of its words.{more}"
    )


def say_candidate(task: Task, today: date, new_title: str = "") -> str:
    """Name a task so that it differs from others with its title, and what it would be."""
    done = ", done" if task.completed_at else ""
    renamed = f", to {quoted(new_title)}" if new_title else ""
    return f"{quoted(task.title)}{say_due(task.due_on, today)}{done}{renamed}"


def say_task_or_group(candidates: list[str], count: int) -> list[str]:
    """Name tasks, and after them the group of that many tasks that may be meant instead."""
    tasks = [f"the task {candidate}" for candidate in candidates]
    return [*tasks, f"all {say_count(count)} that this can mean"]


def ask_to_add(offers: list[list[OfferedTask]], today: date) -> str:
    """Ask whether to add tasks, or which of several offers."""
    if len(offers) == 1:
        notes = _say_notes(offers[0]) or " "
        return f"Add {say_offer(offers[0], today)}?{notes}Say yes or no."
    choices = "\n".join(buttons_of([say_offer(offer, today) for offer in offers]))
    return f"Is that one task, or two?\n{choices}\nSay its number, or no."


def options_of(offers: list[list[OfferedTask]], today: date) -> list[str]:
    """Make the buttons of a question about new tasks."""
    if len(offers) == 1:
        return YES_OR_NO
    return [*buttons_of([say_offer(each, today) for each in offers]), NO]


def _say_notes(offer: list[OfferedTask]) -> str:
    """Show the notes, which are agreed to with the titles."""
    noted = [task for task in offer if task.notes]
    shown = [
        f"\n{quoted(task.title)} has the note: {quoted(_beginning(task.notes))}" for task in noted
    ]
    more = f"\n{len(noted) - NOTES_SHOWN_MAX} more have notes." if shown[NOTES_SHOWN_MAX:] else ""
    return "".join(shown[:NOTES_SHOWN_MAX]) + more + ("\n" if shown else "")


def _beginning(notes: str) -> str:
    return notes if len(notes) <= NOTE_LENGTH_MAX else f"{notes[:NOTE_LENGTH_MAX]}…"


def say_offer(offer: list[OfferedTask], today: date) -> str:
    details = [f"{say_due(task.due_on, today)}{say_details(task)}" for task in offer]
    if len(set(details)) > 1:
        named = zip(offer, details, strict=True)
        return " and ".join(f"{quoted(task.title)}{detail}" for task, detail in named)
    counted = f"{say_count(len(offer))}: " if len(offer) > 1 else ""
    return f"{counted}{say_titles([task.title for task in offer])}{details[0]}"
