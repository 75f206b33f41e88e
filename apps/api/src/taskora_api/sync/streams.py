"""The streams of this process: which spaces each is about, and what it has yet to say."""

import asyncio
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from taskora_api.errors import TooManyStreamsError
from taskora_api.ledger.known import NOTHING, Known
from taskora_api.sync.statements import Grown


class Event(NamedTuple):
    """A space has grown up to a sequence; None says that it is the caller's no more."""

    space_id: UUID
    sequence: int | None


class Stream:
    """What one client shall learn. Of a space that grows while nobody reads, the newest is kept."""

    __slots__ = ("_news", "_waiting", "is_ended", "member_id", "places")

    def __init__(self, member_id: str) -> None:
        self.member_id = member_id
        # What was said of each space of the caller.
        self.places: dict[UUID, Known] = {}
        self.is_ended = False
        self._waiting: dict[UUID, Known | None] = {}
        self._news = asyncio.Event()

    def begin(self, space_id: UUID, known: Known) -> None:
        """Take what was said of a space of the caller before this stream; no more is it news."""
        self.places[space_id] = known
        if (self._waiting.get(space_id) or NOTHING).sequence <= known.sequence:
            self._waiting.pop(space_id, None)

    def grow(self, space_id: UUID, head: Known) -> None:
        """Say that a space of the caller has grown, unless that was said."""
        said = self._waiting.get(space_id) or self.places.get(space_id, NOTHING)
        if head.sequence > said.sequence:
            self._waiting[space_id] = head
            self._news.set()

    def leave(self, space_id: UUID) -> None:
        """Say that a space is not the caller's any more, and nothing else of it."""
        self._waiting[space_id] = None
        self.places.pop(space_id, None)
        self._news.set()

    def end(self) -> None:
        """Let the reader say goodbye."""
        self.is_ended = True
        self._news.set()

    async def wait(self, seconds: float) -> bool:
        """Wait until there is something to say; False where there is nothing for so long."""
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            return False
        return True

    def take(self) -> Iterable[Event]:
        """What there is to say; each is in the places when it is given."""
        self._news.clear()
        while self._waiting:
            space_id = next(iter(self._waiting))
            head = self._waiting.pop(space_id)
            if head is not None:
                self.places[space_id] = head
            yield Event(space_id, None if head is None else head.sequence)


class Streams:
    """All streams of this process, by whom and by what they are about."""

    def __init__(self, most: int) -> None:
        """Take how many streams one person may have at once."""
        self._most = most
        self._by_member: dict[str, set[Stream]] = {}
        self._by_space: dict[UUID, set[Stream]] = {}
        # How far each space has grown, as far as the streams were informed.
        self._heads: dict[UUID, Known] = {}
        self._is_ended = False
        # Set while there is any stream.
        self.any = asyncio.Event()
        self.count = 0
        # Grows with whatever the streams are informed of.
        self.epoch = 0

    @property
    def heads(self) -> Mapping[UUID, Known]:
        """How far the spaces of all streams have grown."""
        return self._heads

    @property
    def members(self) -> list[str]:
        """Whose streams there are."""
        return list(self._by_member)

    def open(self, member_id: str) -> Stream:
        """Make a stream, which is about no space yet.

        Raises:
            TooManyStreamsError: the person has as many as they may have.
        """
        own = self._by_member.setdefault(member_id, set())
        if len(own) >= self._most:
            raise TooManyStreamsError
        stream = Stream(member_id)
        own.add(stream)
        self.count += 1
        self.any.set()
        if self._is_ended:
            stream.end()
        return stream

    def attach(
        self, stream: Stream, heads: Mapping[UUID, Known], start: Mapping[UUID, Known] | None
    ) -> None:
        """Inform a stream of the spaces of its person from now on.

        Where it goes on from a start, what has changed since is said at once.
        """
        for space_id, head in heads.items():
            begin = head if start is None else start.get(space_id, NOTHING)
            # It may have been informed of what these heads were read with.
            stream.begin(space_id, begin)
            self._by_space.setdefault(space_id, set()).add(stream)
            newest = max(head, self._heads.get(space_id, NOTHING))
            self._heads[space_id] = newest
            stream.grow(space_id, newest)
        for space_id in (start or {}).keys() - heads.keys():
            if space_id not in stream.places:
                stream.leave(space_id)

    def close(self, stream: Stream) -> None:
        """Forget a stream whose client is gone; a second time does nothing."""
        own = self._by_member.get(stream.member_id, set())
        if stream not in own:
            return
        own.remove(stream)
        if not own:
            del self._by_member[stream.member_id]
        for space_id in list(stream.places):
            self._detach(stream, space_id)
        self.count -= 1
        if self.count == 0:
            self.any.clear()

    def inform(self, grown: Mapping[UUID, Grown]) -> None:
        """Say how far spaces have grown, to those who are members now."""
        self.epoch += 1
        for space_id, (head, members) in grown.items():
            for stream in list(self._by_space.get(space_id, ())):
                if stream.member_id not in members:
                    self._detach(stream, space_id)
                    stream.leave(space_id)
            for member_id in members & self._by_member.keys():
                for stream in self._by_member[member_id]:
                    stream.places.setdefault(space_id, NOTHING)
                    self._by_space.setdefault(space_id, set()).add(stream)
                    stream.grow(space_id, head)
            if space_id in self._by_space:
                self._heads[space_id] = max(head, self._heads.get(space_id, NOTHING))

    def missing(self, memberships: Iterable[tuple[str, UUID]]) -> set[UUID]:
        """Those of the spaces of people that some stream of theirs is not about yet."""
        return {
            space_id
            for member_id, space_id in memberships
            for stream in self._by_member.get(member_id, ())
            if space_id not in stream.places
        }

    def end(self) -> None:
        """End all streams, and each that is opened from now on."""
        self._is_ended = True
        for own in self._by_member.values():
            for stream in own:
                stream.end()

    def _detach(self, stream: Stream, space_id: UUID) -> None:
        there = self._by_space.get(space_id)
        if there is not None:
            there.discard(stream)
            if not there:
                del self._by_space[space_id]
                self._heads.pop(space_id, None)
