"""The condition under which a request may change something."""

from typing import Annotated

from fastapi import Depends, Header

IF_MATCH_PATTERN = r'^("[1-9][0-9]{0,8}"|\*)$'

IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        pattern=IF_MATCH_PATTERN,
        description='The version that must still be the task\'s, in quotes, such as "3".',
    ),
]


def _expected_version(if_match: IfMatch = None) -> int | None:
    """Read the version; a star asks only that there is a task at all."""
    return None if if_match in {None, "*"} else int(str(if_match).strip('"'))


ExpectedVersion = Annotated[int | None, Depends(_expected_version)]
