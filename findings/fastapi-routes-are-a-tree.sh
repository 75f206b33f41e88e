#!/usr/bin/env bash
# FastAPI 0.165.0 keeps an included router as a tree: app.routes is no list of routes any more, and a route
# that is added to a router after it was included is served.
#
# Found: up to 0.115 include_router copied each route, so app.routes named every path and what was added
# to the router later was never served. Now app.routes has one private entry without a path for the whole
# router. What walks app.routes sees only the routes that were added to the app itself; no warning, no error.
# app.openapi() and requests see all of them, and also those that were added later.
# Versions: fastapi 0.115.14 and 0.165.0, Python 3.11.
# For a builder: a check such as "every route asks who calls" passes because it looks at nothing. Walk
# app.openapi()["paths"] instead (routes with include_in_schema=False are not in it), and let the check fail
# when it finds fewer routes than you know of.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >try.py <<'PROGRAM'
import asyncio

from fastapi import APIRouter, FastAPI, __version__
from httpx import ASGITransport, AsyncClient

router = APIRouter(prefix="/tasks")
app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)


@app.get("/own")
def own() -> int:
    return 1


@router.get("/first")
def first() -> int:
    return 1


app.include_router(router)


@router.get("/late")
def late() -> int:
    return 1


async def ask(path: str) -> int:
    async with AsyncClient(transport=ASGITransport(app), base_url="http://app") as client:
        return (await client.get(path)).status_code


print("fastapi", __version__)
print("app.routes:", [getattr(route, "path", None) for route in app.routes])
print("app.openapi():", list(app.openapi()["paths"]))
print("/tasks/first:", asyncio.run(ask("/tasks/first")))
print("/tasks/late:", asyncio.run(ask("/tasks/late")))
PROGRAM
for version in 0.115.14 0.165.0; do
  python3 -m venv "$version"
  "$version/bin/pip" install --quiet --disable-pip-version-check "fastapi==$version" httpx==0.28.1
  "$version/bin/python" try.py
done | tee seen
cat >expected <<'SEEN'
fastapi 0.115.14
app.routes: ['/own', '/tasks/first']
app.openapi(): ['/own', '/tasks/first']
/tasks/first: 200
/tasks/late: 404
fastapi 0.165.0
app.routes: ['/own', None]
app.openapi(): ['/own', '/tasks/first', '/tasks/late']
/tasks/first: 200
/tasks/late: 200
SEEN
diff expected seen
