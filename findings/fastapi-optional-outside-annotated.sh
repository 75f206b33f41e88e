#!/usr/bin/env bash
# `Annotated[str, Header(alias=...)] | None` is no header: FastAPI reads a query parameter of the argument's name.
#
# Found: where `| None` stands outside of `Annotated`, FastAPI 0.165 sees a plain optional argument. Where it comes
# from (Header, Query, Cookie) and its alias are lost without a word, and so a header is read from the address's
# query. Pydantic still finds the annotation within the union, so limits such as max_length hold, 422 included, and
# a test of these passes. The OpenAPI document has the wrong place and name, too. With `Annotated[str | None, ...]`
# all is as written.
# Versions: fastapi 0.165.0, starlette 1.10.0, pydantic 2.14.3, Python 3.11.
# For a builder: a type alias such as `IfMatch = Annotated[str, Header(alias="If-Match")]` invites `IfMatch | None`,
# which type checkers take. Declare a second alias with None inside, and assert the places in the document.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  fastapi==0.165.0 starlette==1.10.0 pydantic==2.14.3 httpx2==2.16.2
cat >"$folder/app.py" <<'PY'
from typing import Annotated

from fastapi import FastAPI, Header
from fastapi.testclient import TestClient

application = FastAPI()


@application.get("/outside")
def outside(version: Annotated[str, Header(alias="If-Match", max_length=3)] | None = None):
    return version


@application.get("/inside")
def inside(version: Annotated[str | None, Header(alias="If-Match", max_length=3)] = None):
    return version


client = TestClient(application)
for path in ("outside", "inside"):
    (declared,) = application.openapi()["paths"][f"/{path}"]["get"]["parameters"]
    print(f"{path}: documented as {declared['name']} in {declared['in']}")
    print(f"{path}: the header gives {client.get(f'/{path}', headers={'If-Match': 'v1'}).json()}")
    print(f"{path}: the query gives {client.get(f'/{path}?version=v1').json()}")
    print(f"{path}: a longer query is answered by {client.get(f'/{path}?version=v123').status_code}")
PY
"$folder/venv/bin/python" -W ignore "$folder/app.py" | tee "$folder/seen"
cat >"$folder/expected" <<'SEEN'
outside: documented as version in query
outside: the header gives None
outside: the query gives v1
outside: a longer query is answered by 422
inside: documented as If-Match in header
inside: the header gives v1
inside: the query gives None
inside: a longer query is answered by 200
SEEN
diff "$folder/expected" "$folder/seen"
