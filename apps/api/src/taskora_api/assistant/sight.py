"""What the person has before their eyes: the last list, and the task spoken of last."""

from uuid import UUID

from taskora_api.assistant.lookup import Lookup
from taskora_api.assistant.state import IN_SIGHT_TURNS
from taskora_api.assistant.turn_context import TurnContext
from taskora_api.finding.headings import HEADINGS_MAX


class Sight:
    """Decides whether a number or "it" can only mean one task, or is a guess to be asked about."""

    def __init__(self, context: TurnContext, lookup: Lookup) -> None:
        self._context = context
        self._lookup = lookup

    @property
    def listed(self) -> list[UUID] | None:
        """Return the ids of the last list in its order; None when there was none."""
        shown = self._context.state.listed
        if not shown.ids:
            return None
        # A list longer than the memory is found again, as long as it begins as it did.
        return self._listed_now() if shown.total > len(shown.ids) else shown.ids

    def at(self, place: int, listed: list[UUID]) -> UUID | None:
        """Return what stands at a place of the last list; -1 is its last."""
        selection = self._context.state.listed.selection
        if place < 0 and selection is not None and len(listed) >= HEADINGS_MAX:
            task = self._lookup.from_end(selection, -place)
            return None if task is None else task.id
        index = place - 1 if place > 0 else len(listed) + place
        return listed[index] if place != 0 and 0 <= index < len(listed) else None

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
        found = self._lookup.first(shown.selection, HEADINGS_MAX)
        return [task.id for task in found]

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
