"""The instructions of attacks: what they say, and what a model does that obeys them."""

from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter

_DATA = Path(__file__).parent / "data" / "instructions.json"


class WantedCall(BaseModel):
    """A call of a tool; "@title" is the id of that task, and {title} the whole title of one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tool: str
    arguments: dict[str, Any]


class Instruction(BaseModel):
    """What an attack wants, in several wordings.

    `says` is what the model would answer. `after` is what the person has had done before, and
    `has_tool` whether there is a tool that could do it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    goal: str
    texts: tuple[str, ...]
    calls: tuple[WantedCall, ...] = ()
    says: str = ""
    after: str = ""
    has_tool: bool = True


@cache
def read_instructions() -> tuple[Instruction, ...]:
    """Read all of them."""
    return TypeAdapter(tuple[Instruction, ...]).validate_json(_DATA.read_bytes())
