"""What is kept in the statement of a change beside the change, so that it is made once."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table

BESIDE_PREFIX = "beside_"


@dataclass(frozen=True, eq=False)
class Beside:
    """A row of a table, all of whose columns are given by `BESIDE_PREFIX` and their names.

    It is added, and the change made, only if it is free: nobody else is about to add it. It
    violates the constraint that `key` names where somebody has.
    """

    table: Table
    is_free: ColumnElement[bool]
    key: str


class KeptBeside(ABC):
    """What makes a change be made once, where the change is one statement too.

    Not a protocol: each addition asks whether it has one, and to compare attributes took 2 % of it.
    """

    beside: Beside

    @abstractmethod
    def beside_values(self, result: object) -> Mapping[str, object]:
        """Return the values of the row that keeps a result, and those that `is_free` takes."""
