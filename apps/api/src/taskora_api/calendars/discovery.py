"""Where programs begin that know the name of a host alone (RFC 6764)."""

from starlette.responses import RedirectResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

WELL_KNOWN = "/.well-known/caldav"


def well_known_route(target: str) -> Route:
    """Make the route of RFC 6764 section 5, for the root of a host; `target` is a path."""
    return Route(WELL_KNOWN, _Redirect(target), include_in_schema=False)


class _Redirect:
    """Takes every method, because programs ask with PROPFIND."""

    def __init__(self, target: str) -> None:
        self._target = target

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await RedirectResponse(self._target, 301)(scope, receive, send)
