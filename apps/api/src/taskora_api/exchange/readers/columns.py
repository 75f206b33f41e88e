"""The cells of a row by the names of their columns."""

from collections.abc import Iterable, Mapping

from taskora_api.exchange.formulas import unguarded


class Columns:
    """Where the columns of a CSV stand; names count without case and spaces around them."""

    def __init__(self, header: Iterable[str]) -> None:
        self._places: dict[str, int] = {}
        for place, name in enumerate(header):
            self._places.setdefault(unguarded(name).strip().casefold(), place)

    def has(self, *names: str) -> bool:
        """Say whether all of these columns are there."""
        return all(name.casefold() in self._places for name in names)

    def cells(self, row: list[str]) -> Mapping[str, str]:
        """Give the cells of a row without guards, "" where the row is short; names are folded."""
        size = len(row)
        return {
            name: unguarded(row[place]) if place < size else ""
            for name, place in self._places.items()
        }
