"""What the ledger keeps of the tool that made a change, and of what it was asked to do."""

from collections.abc import Mapping
from typing import Any

from pydantic_core import to_json, to_jsonable_python

from taskora_api.ledger.entries import Actor, Origin
from taskora_api.text import storable

# What was changed is in the entries anyhow; the arguments say what was asked for.
# In bytes of JSON.
ARGUMENTS_LENGTH_MAX = 2048
# What opens something is never written down.
_SECRET = frozenset({"secret", "token", "password"})


def origin_of(actor: Actor, tool: str | None, arguments: Mapping[str, Any]) -> Origin:
    """Make an origin; of arguments that are very long, only the names are kept."""
    named = {str(name): value for name, value in arguments.items() if name not in _SECRET}
    kept = _stable(storable(to_jsonable_python(named)))
    if len(to_json(kept)) > ARGUMENTS_LENGTH_MAX:
        kept = {"omitted": sorted(kept)[:20]}
    return Origin(actor, tool, kept)


def _stable(value: Any) -> Any:  # noqa: ANN401 - any JSON.
    """JSON that is the same after the database kept it, which writes a fraction otherwise."""
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, list):
        return [_stable(each) for each in value]
    if isinstance(value, dict):
        return {name: _stable(each) for name, each in value.items()}
    return value
