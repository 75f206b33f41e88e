"""How far a turn has got: what was decided, and what came of the calls that were made."""

from dataclasses import dataclass, field

from pydantic import JsonValue

from taskora_api.assistant.plan import Step


@dataclass(frozen=True)
class StoredOutput:
    """What a call gave: its value, and the data part that is shown with it, if any."""

    value: JsonValue
    data_type: str | None = None
    data: JsonValue = None


@dataclass
class Progress:
    """Kept as the turn goes on, so that nothing is decided or done twice."""

    # None until the message was heard; then how many of its wishes are yet to be decided on.
    wishes_left: int | None = None
    steps: list[Step] = field(default_factory=list)
    outputs: dict[str, StoredOutput] = field(default_factory=dict)
