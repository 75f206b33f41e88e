"""What people read about each source: its file, what comes in, and what is left behind and why.

docs/import-and-export.md has its table from here. What an export loses is in `losses`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from taskora_api.exchange.documents import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A source: its name, how to get the file, what comes in, and pairs of what is lost and why."""

    name: str
    file: str
    comes_in: str
    lost: tuple[tuple[str, str], ...]


ABOUT: Mapping[Source, About] = {
    Source.TODOIST: About(
        name="Todoist",
        file="Settings, Backups: the ZIP, or the CSV of one project",
        comes_in="projects, sections, nested tasks, notes as comments, labels, priorities, dates, "
        "deadlines, durations, recurrence, assignees by name",
        lost=(
            ("completed tasks, reminders, times of creation", "the backup does not have them"),
            ("comments on projects", "comments belong to tasks here"),
            ("files of comments", "they stay at Todoist; the comment has a link"),
            (
                "dates and phrases in other languages than English, and phrases that no rule says",
                "a wrong date is worse than none; the phrase is in the notes",
            ),
            ("when a rule began", "the phrase says no date: it begins on the day of the import"),
        ),
    ),
    Source.TICKTICK: About(
        name="TickTick",
        file="Settings, Account, Backup: the CSV",
        comes_in="lists as projects, columns as sections, tasks with subtasks, check lists as "
        "subtasks, tags, priorities, dates with their zones, reminders, RRULEs",
        lost=(
            ("folders", "projects are not nested here; two lists of one name stay two"),
            ("notes", "they are no tasks"),
            ("rules from completion, rules of the lunar calendar", "the CSV or RRULE has no such"),
            ("reminders after the time of a task", "reminders come before"),
        ),
    ),
    Source.GOOGLE_TASKS: About(
        name="Google Tasks",
        file="Google Takeout: `Tasks.json`, or the ZIP with it",
        comes_in="lists as projects, tasks with subtasks, notes with links, dates, times of "
        "`scheduled_time`, completion",
        lost=(
            (
                "times of day of tasks without `scheduled_time`",
                "`due` has dates only, written as midnight in UTC",
            ),
            ("recurrence", "the file has single tasks, and no rule"),
            ("deleted and empty rows", "they are no tasks any more, or not yet"),
        ),
    ),
    Source.MICROSOFT_TODO: About(
        name="Microsoft To Do",
        file="the lists with their `tasks`, as JSON of Microsoft Graph",
        comes_in="lists as projects, tasks, steps as subtasks, categories as tags, importance, "
        "dates, reminders, recurrence, completion",
        lost=(
            ("attachments", "the JSON does not have them"),
            ("My Day", "Graph does not give it"),
            (
                "the zone of dates without a zone of the person",
                "Graph writes midnight in UTC; the nearest midnight is taken",
            ),
        ),
    ),
    Source.ICALENDAR: About(
        name="Apple Reminders and CalDAV",
        file="an .ics file with VTODOs",
        comes_in="calendars as projects, to-dos with subtasks, categories as tags, priorities, "
        "dates with their zones, alarms, RRULE with RSCALE and SKIP, EXDATE, comments",
        lost=(
            ("RDATE, several RRULEs in a to-do", "a series has one rule; they are in the notes"),
            ("changes of single occurrences, cancelled to-dos", "they are skipped, and said"),
            ("alarms after the due time or relative to another start", "reminders come before"),
            ("attachments, attendees, places", "tasks have no such"),
            (
                "lists that Apple has upgraded",
                "they have two notes in place of the reminders; such a file is refused",
            ),
        ),
    ),
    Source.VIKUNJA: About(
        name="Vikunja",
        file="Settings, Data export: the ZIP, or its `data.json`",
        comes_in="projects, buckets as sections, tasks with subtasks, comments, labels, "
        "priorities, dates, reminders, blocking and duplicate tasks, repeat_after, repeat_mode",
        lost=(
            ("parents of projects", "projects are not nested here"),
            (
                "buckets of more than one view",
                "a task has one section; those of the view with most tasks in buckets are taken",
            ),
            ("relations such as related, precedes and follows", "there are two kinds here"),
            ("more than one assignee", "a task has one here; the first is taken"),
            ("attachments, colours, percentages, favourites, saved filters", "there are none here"),
            ("repeating after hours or minutes", "tasks recur by days; it is in the notes"),
        ),
    ),
    Source.SUPER_PRODUCTIVITY: About(
        name="Super Productivity",
        file="Settings, Sync and export: the JSON backup",
        comes_in="projects, sections, tasks with subtasks, archived tasks as completed ones, tags, "
        "priorities, dates, deadlines, estimates, reminders, repeat configurations",
        lost=(
            ("time spent", "times are not tracked here"),
            ("issues of other programs", "a link to them would need that program"),
            ("boards, notes of projects, counters", "there are none here"),
            ("rules of tasks that are done", "their next task has the rule"),
        ),
    ),
    Source.MARKDOWN: About(
        name="Markdown",
        file="a text with check lists, `- [ ]` and `- [x]`",
        comes_in="headings as projects and sections, nested items as subtasks, done or not, and "
        "the lines that an export of ours writes under an item",
        lost=(
            ("items without a checkbox", "they may be anything; each is skipped, and said"),
            ("other text", "it is about the list"),
            ("when an item was done", "a checkbox has no time: it is the time of the import"),
        ),
    ),
    Source.TASKORA_JSON: About(
        name="Taskora, JSON",
        file="an export from here",
        comes_in="everything that tasks have",
        lost=(("attachments, history, trash", "the document is about what is open to see now"),),
    ),
    Source.TASKORA_CSV: About(
        name="Taskora, CSV",
        file="an export from here, perhaps changed in a spreadsheet",
        comes_in="everything that the JSON has, a row for each thing",
        lost=(("attachments, history, trash", "as for JSON"),),
    ),
}
