"""A fault of a filter or a sort order, as a field of a problem has it."""

from taskora_api.filters.errors import FilterError
from taskora_api.http.problem import ProblemField

# What is close to what was written is enough to see what was meant.
_EXPECTED_MAX = 30


def describe_fault(error: FilterError) -> ProblemField:
    """Name the parameter by the code, which is one of a filter or one of a sort order."""
    what, fix = error.what, error.fix
    return ProblemField(
        path="sort" if error.code.startswith("SORT") else "filter",
        message=f"{what[:1].upper()}{what[1:]}.",
        fix=f"{fix[:1].upper()}{fix[1:]}.",
        code=error.code,
        start=error.place.start,
        end=error.place.end,
        expected=list(error.expected[:_EXPECTED_MAX]),
    )
