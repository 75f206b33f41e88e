"""Reading the tasks of a call or of a list, of which no more are held than a chunk has."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.assistant.lookup import conditions_of, terms_of
from taskora_api.assistant.selection import Selection, select
from taskora_api.assistant.state import IDS_KEPT_MAX
from taskora_api.assistant.targets import Found, IsWanted, Targets
from taskora_api.assistant.turn_context import TurnContext
from taskora_api.errors import NotFoundError
from taskora_api.finding.headings import HEADINGS_MAX, Headings
from taskora_api.tasks.groups import find_spaces
from taskora_api.tasks.references import count_below
from taskora_api.tasks.schemas import Task


@dataclass(slots=True)
class _OfSelection:
    """Takes those of a list that a selection names, and that were there at a time."""

    context: TurnContext
    selection: Selection
    found: Found

    def take(self, tasks: list[Task]) -> None:
        agreed = self.context.agreed
        asked_at = None if agreed is None else agreed.asked_at
        chosen = select(tasks, self.selection, self.context.zone)
        self.found.take(each for each in chosen if asked_at is None or each.created_at <= asked_at)


async def find_targets(
    context: TurnContext,
    task_ids: list[UUID] | None,
    selection: Selection | None,
    is_wanted: IsWanted,
) -> Found:
    """Read the tasks that a call is for, a chunk at a time.

    After a yes these are those that were there when it was asked: a task that was added since is
    none that the person agreed to.

    Raises:
        NotFoundError: there is none.
    """
    found = Found(is_wanted)
    if selection is None:
        found.take(await context.tasks.get_tasks(context.owner_id, task_ids or []))
    else:
        headings = Headings(context.tasks.database, context.owner_id)
        conditions = conditions_of(selection, context.zone)
        about = await _sought(headings, selection)
        gatherer = await headings.gather(
            lambda: _OfSelection(context, selection, Found(is_wanted)), about, conditions
        )
        found = gatherer.found
    if not found.all.ids:
        raise NotFoundError
    return found


async def count_below_of(context: TurnContext, targets: Targets) -> int:
    """Count the tasks that would be deleted with these; of more than can be named it is unknown."""
    if targets.count > IDS_KEPT_MAX:
        return 0

    async def work(connection: AsyncConnection) -> int:
        spaces = await find_spaces(connection, context.owner_id, targets.ids)
        count = 0
        for space_id in set(spaces.values()):
            own = [each for each in targets.ids if spaces.get(each) == space_id]
            count += await count_below(connection, space_id, own)
        return count

    return await context.tasks.database.read(work)


async def _sought(headings: Headings, selection: Selection) -> str:
    """By what the database narrows a selection; of a few tasks all are compared here."""
    if not selection.about or not await headings.are_more_than(HEADINGS_MAX):
        return ""
    return terms_of(selection.about)


async def find_listed(
    context: TurnContext, selection: Selection, limit: int
) -> tuple[list[Task], int]:
    """The first tasks of a list as a search has them, and how many it has."""
    headings = Headings(context.tasks.database, context.owner_id)
    conditions = conditions_of(selection, context.zone)
    if not selection.about:
        total = await headings.count(conditions)
        return await headings.first("", conditions, limit), total
    about = await _sought(headings, selection)
    read = await headings.first(about, conditions, HEADINGS_MAX)
    if about and not read:
        read = await headings.tagged(selection.about, conditions, HEADINGS_MAX)
    found = select(read, selection, context.zone, is_search=True)
    # More than are compared here are those that the database finds.
    is_all = len(read) < HEADINGS_MAX
    return found[:limit], len(found) if is_all else await headings.count(conditions, about)
