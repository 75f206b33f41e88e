#!/usr/bin/env bash
# pydantic 2.14.3: a constraint that stands behind a validator has another error, and JSON Schema loses its limit.
#
# Found: in Annotated the same Field(ge=3) gives the schema "minimum": 3 before an AfterValidator, and "ge": 3 behind
# it, which is no keyword of JSON Schema, so whoever validates or generates by the document has no limit at all. A
# pattern behind a validator is not in the schema. maxLength is, but its error is another one: `too_long` ("3 items"
# of a text) instead of `string_too_long`, with other keys in `ctx`. The value itself is checked either way.
# Versions: pydantic 2.14.3, Python 3.11. It happens wherever a constrained alias is built upon a validated one, as
# in Annotated[SafeText, Field(max_length=200)]: the order is that of the aliases, and nobody sees it.
# For a builder: put constraints before validators; map both kinds of errors; let a test refuse `ge`, `gt`, `le` and
# `lt` as keys of the OpenAPI document.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check pydantic==2.14.3
cat >try.py <<'PROGRAM'
from typing import Annotated

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError


def same(value):
    return value


CASES = {
    "number": (int, Field(ge=3), 1),
    "text": (str, Field(max_length=3), "four"),
    "pattern": (str, Field(pattern="^x$"), "y"),
}
for name, (kind, constraint, wrong) in CASES.items():
    before = TypeAdapter(Annotated[kind, constraint, AfterValidator(same)])
    behind = TypeAdapter(Annotated[kind, AfterValidator(same), constraint])
    for place, adapter in (("before", before), ("behind", behind)):
        schema = {key: value for key, value in adapter.json_schema().items() if key != "type"}
        try:
            adapter.validate_python(wrong)
        except ValidationError as error:
            print(name, place, schema, error.errors()[0]["type"])
PROGRAM
python/bin/python try.py | tee seen
cat >expected <<'SEEN'
number before {'minimum': 3} greater_than_equal
number behind {'ge': 3} greater_than_equal
text before {'maxLength': 3} string_too_long
text behind {'maxLength': 3} too_long
pattern before {'pattern': '^x$'} string_pattern_mismatch
pattern behind {} string_pattern_mismatch
SEEN
diff expected seen
