"""From where a change comes that a tool makes."""

from taskora_api.ledger.entries import Actor, Origin
from taskora_api.ledger.origins import origin_of
from taskora_api.mcp_server.arguments import Arguments


def origin_by(asked: Arguments) -> Origin:
    """The tool and its arguments, as the ledger keeps them.

    Whether they were for a dry run is no part of what was asked for: a plan that is applied was
    asked for as much as what is done at once.
    """
    sent = asked.model_dump(mode="json", exclude_unset=True, exclude={"dry_run"})
    return origin_of(Actor.MCP, asked.tool, sent)
