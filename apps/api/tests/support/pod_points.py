"""Lets the service of a pod stand still at a point of a turn, until something was killed.

`bench:kill-matrix` mounts it as `sitecustomize` beside `kill_points`: a program that begins with it
has the points, and knows nothing of it. Orders come as a file from the host of the pod.
"""

import json
import time
from collections import Counter
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from support import kill_points
else:
    # As it is mounted.
    import kill_points

_FOLDER = Path("/tmp")  # noqa: S108 - the volume of the pod, which its host can reach.
_ORDER = _FOLDER / "kill-point.json"
_REACHED = _FOLDER / "kill-point-reached.json"
_POINTS = _FOLDER / "kill-points.json"
_PAUSE_SECONDS = 0.002

_peer: ContextVar[str | None] = ContextVar("peer", default=None)
_counts: Counter[str] = Counter()


def _order() -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(_ORDER.read_text())
    except FileNotFoundError:
        return None
    return found


def _write(path: Path, content: object) -> None:
    """Let nobody read half of it."""
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(content))
    draft.rename(path)


def _arrive(name: str) -> None:
    """Stand still with all that the process does, as if it were stopped; a pod cannot be."""
    order = _order()
    if order is None or order["point"] != name:
        return
    _counts[order["id"]] += 1
    if _counts[order["id"]] != order["number"]:
        return
    _write(_REACHED, {"id": order["id"], "peer": _peer.get()})
    print(f"kill-matrix: stands still where {name}", flush=True)  # noqa: T201 - the pod's log.
    while (now := _order()) is not None and now["id"] == order["id"]:
        time.sleep(_PAUSE_SECONDS)


def _at(name: str) -> Callable[[], None]:
    return lambda: _arrive(name)


def _know_peers() -> None:
    """Keep whose request something is done for: the address of the pod that carries the answer."""
    from fastapi import FastAPI

    original = FastAPI.__call__

    async def called(self: FastAPI, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401
        if scope.get("client"):
            _peer.set(scope["client"][0])
        await original(self, scope, receive, send)

    FastAPI.__call__ = called  # type: ignore[method-assign]


def install() -> None:
    """Put all points into this process."""
    import taskora_api.__main__  # noqa: F401 - what is wrapped has to be there.

    _know_peers()
    for name, point in kill_points.POINTS.items():
        kill_points.wrap(point, _at(name))
    _write(_POINTS, {name: point.most for name, point in kill_points.POINTS.items()})


# The module that the mount is named by begins with the interpreter.
if __name__ == "sitecustomize":
    install()
