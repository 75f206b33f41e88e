"""How far a turn has got: what was decided, and what came of the calls that were made."""

from dataclasses import dataclass, field

from pydantic import ConfigDict, JsonValue

from taskora_api.assistant.plan import Step


@dataclass(frozen=True)
class StoredOutput:
    """What a call gave: its value, and the data part that is shown with it, if any."""

    value: JsonValue
    data_type: str | None = None
    data: JsonValue = None


@dataclass
class Progress:
    """Kept as the turn goes on, so that nothing is decided or done twice.

    A field that is not known here was written by another version: what it meant must not be lost.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    # None until the message was parsed; then how many of its intents are yet to be decided on.
    intents_left: int | None = None
    steps: list[Step] = field(default_factory=list)
    # How many of the steps were decided on together, each time.
    decided: list[int] = field(default_factory=list)
    outputs: dict[str, StoredOutput] = field(default_factory=dict)
    # What a model has said and called, a list for each of its responses.
    responses: list[list[Step]] = field(default_factory=list)
    # What these responses took of the limits of one answer, on all processes together.
    model_tokens: int = 0
    model_seconds: float = 0
    # Why the embedded assistant stepped in for the model.
    failure: str = ""

    @property
    def size(self) -> int:
        """Return a number that grows with all that is decided."""
        return len(self.steps) + len(self.responses)


class TurnEndedError(Exception):
    """The turn was stopped, or another process has it: no further call may be made."""
