"""What the person has before their eyes: the last list, and the task spoken of last."""

from collections.abc import Sequence
from uuid import UUID

from taskora_api.assistant.selection import select
from taskora_api.assistant.state import IN_SIGHT_TURNS
from taskora_api.assistant.turn_context import TurnContext
from taskora_api.tasks.schemas import Task


class Sight:
    """Decides whether a number or "it" can only mean one task, or is a guess to be asked about."""

    def __init__(self, context: TurnContext, tasks: Sequence[Task]) -> None:
        self._context = context
        self._tasks = tasks

    @property
    def listed(self) -> list[UUID] | None:
        """Return the ids of the last list in its order; None when there was none."""
        shown = self._context.state.listed
        if not shown.ids:
            return None
        # A list longer than the memory is found again, as long as it begins as it did.
        return self._listed_now() if shown.total > len(shown.ids) else shown.ids

    @property
    def is_list_fresh(self) -> bool:
        """Say whether the list is in sight, and nobody else has changed what it would show."""
        state = self._context.state
        is_near = state.turn - state.listed.turn <= IN_SIGHT_TURNS
        return is_near and not self._context.is_behind and not self._has_list_changed()

    @property
    def is_list_newer(self) -> bool:
        """Say whether a list of several tasks was shown after anything else was spoken of."""
        state = self._context.state
        return bool(state.listed.ids) and (
            state.listed.turn > state.recent_turn or not state.recent
        )

    @property
    def is_recent_fresh(self) -> bool:
        """Say whether "it" was spoken of just now, and no list was shown since."""
        state = self._context.state
        is_near = state.turn - state.recent_turn <= IN_SIGHT_TURNS
        return is_near and not self._context.is_behind and not self.is_list_newer

    def _listed_now(self) -> list[UUID]:
        shown = self._context.state.listed
        if shown.selection is None:
            return shown.ids
        zone = self._context.zone
        return [task.id for task in select(self._tasks, shown.selection, zone, is_search=True)]

    def _has_list_changed(self) -> bool:
        """Compare without the tasks that this conversation has changed since, which is no news."""
        state = self._context.state
        if state.listed.selection is None:
            return False
        own = set(state.touched_since)
        before = [task_id for task_id in state.listed.ids if task_id not in own]
        now = [task_id for task_id in self._listed_now() if task_id not in own]
        return now[: len(before)] != before or (
            state.listed.total <= len(state.listed.ids) and len(now) != len(before)
        )
