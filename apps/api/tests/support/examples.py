"""How many examples a property is tried on: a share of them in each run, all in the long form.

`nx run api:test-properties` runs the long form: it sets TASKORA_TEST_PROPERTIES to `all`.
"""

import os

IS_LONG = os.environ.get("TASKORA_TEST_PROPERTIES") == "all"
_SHARE = 5
_FEWEST = 25


def examples(count: int) -> int:
    """Give how many of `count` examples of a property are tried in this run."""
    return count if IS_LONG else min(count, max(_FEWEST, count // _SHARE))
