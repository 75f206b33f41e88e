"""A text of iCalendar as a tree of components that gives back each byte that nobody has changed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from taskora_api.calendars.errors import CalendarError, Code
from taskora_api.calendars.todo.content import Line, read_line

TEXT_BYTES_MAX = 256 * 1024
DEPTH_MAX = 8
LINES_MAX = 5_000

_PHYSICAL = re.compile(rb"[^\n]*\n|[^\n]+")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Block:
    """A component: its name, its lines and components in their order, BEGIN and END included."""

    name: str
    begin: Line
    parts: "tuple[Line | Block, ...]"
    end: Line

    def lines(self, name: str) -> list[Line]:
        """Give the lines of this component itself that have a name."""
        return [each for each in self.parts if isinstance(each, Line) and each.name == name]

    def line(self, name: str) -> Line | None:
        """Give the first line of that name."""
        return next(iter(self.lines(name)), None)

    def blocks(self, name: str | None = None) -> "list[Block]":
        """Give the components directly inside, all or those of a name."""
        inside = [each for each in self.parts if isinstance(each, Block)]
        return [each for each in inside if name is None or each.name == name]

    def to_bytes(self) -> bytes:
        """Give the text back."""
        return b"".join(_raws(self))

    def with_block(self, old: "Block", new: "Block | None") -> "Block":
        """Put another component in the place of one, or leave it out."""
        put = [new if each is old else each for each in self.parts]
        return replace(self, parts=tuple(each for each in put if each is not None))

    def with_lines(self, lines: list[Line], is_theirs: Callable[[Line], bool]) -> "Block":
        """Put lines where the first one stands that `is_theirs` takes, and leave out the others.

        Where there is none, they come after the last line.
        """
        parts: list[Line | Block] = []
        pending: list[Line] | None = lines
        for each in self.parts:
            if isinstance(each, Line) and is_theirs(each):
                parts += pending or []
                pending = None
            else:
                parts.append(each)
        if pending:
            last = max(
                (at for at, each in enumerate(parts, 1) if isinstance(each, Line)), default=0
            )
            parts[last:last] = pending
        return replace(self, parts=tuple(parts))

    def with_block_added(self, block: "Block") -> "Block":
        """Add a component at the end."""
        return replace(self, parts=(*self.parts, block))

    def with_block_first(self, block: "Block") -> "Block":
        """Add a component before the others."""
        at = next((n for n, each in enumerate(self.parts) if isinstance(each, Block)), None)
        where = len(self.parts) if at is None else at
        return replace(self, parts=(*self.parts[:where], block, *self.parts[where:]))


def read_layout(raw: bytes) -> Block:
    """Read a text that is one component.

    Raises `CalendarError`: TOO_LARGE, and TEXT for what is no iCalendar, nested deeper than
    `DEPTH_MAX`, or more than one component.
    """
    if len(raw) > TEXT_BYTES_MAX:
        raise CalendarError(Code.TOO_LARGE, f"the text is longer than {TEXT_BYTES_MAX} bytes")
    if b"\x00" in raw:
        raise CalendarError(Code.TEXT, "the text has a character that cannot be stored")
    return _tree(_logical_lines(raw))


def _logical_lines(raw: bytes) -> list[Line]:
    groups: list[list[bytes]] = []
    for physical in _PHYSICAL.findall(raw.removeprefix(_BYTE_ORDER_MARK)):
        if groups and (physical[:1] in b" \t" or not physical.strip()):
            groups[-1].append(physical)
        elif physical.strip():
            groups.append([physical])
    if len(groups) > LINES_MAX:
        raise CalendarError(Code.TOO_LARGE, f"the text has more than {LINES_MAX} lines")
    return [read_line(b"".join(group), _unfolded(group)) for group in groups]


def _unfolded(group: list[bytes]) -> bytes:
    """Join before anything is decoded: a fold may part the bytes of one character."""
    first, *rest = (physical.rstrip(b"\r\n") for physical in group)
    return first + b"".join(each[1:] for each in rest)


@dataclass(slots=True)
class _Open:
    begin: Line
    parts: list[Line | Block] = field(default_factory=list)


def _tree(lines: list[Line]) -> Block:
    open_blocks: list[_Open] = []
    for at, line in enumerate(lines):
        if line.name == "BEGIN":
            open_blocks.append(_Open(line))
        elif not open_blocks:
            raise CalendarError(Code.TEXT, f"{line.name} stands outside of a component")
        elif line.name == "END":
            closed = _closed(open_blocks.pop(), line)
            if not open_blocks:
                return _whole(closed, lines[at + 1 :])
            open_blocks[-1].parts.append(closed)
        else:
            open_blocks[-1].parts.append(line)
        if len(open_blocks) > DEPTH_MAX:
            raise CalendarError(Code.TEXT, f"components are nested deeper than {DEPTH_MAX}")
    raise CalendarError(Code.TEXT, "a component has no END" if lines else "the text is empty")


def _closed(block: _Open, end: Line) -> Block:
    name = block.begin.value.strip().upper()
    if end.value.strip().upper() != name:
        raise CalendarError(Code.TEXT, f"BEGIN:{name} is closed by another END")
    return Block(name, block.begin, tuple(block.parts), end)


def _whole(block: Block, rest: list[Line]) -> Block:
    if rest:
        raise CalendarError(Code.TEXT, "something stands after the end of the component")
    return block


def _raws(block: Block) -> Iterator[bytes]:
    yield block.begin.raw
    for part in block.parts:
        if isinstance(part, Block):
            yield from _raws(part)
        else:
            yield part.raw
    yield block.end.raw
