"""What is due is claimed once and sent at least once, with one key; who is late has no say."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from support.reminding import Reminding, somebody
from taskora_api.delivery import outbox
from taskora_api.delivery.backoff import ATTEMPTS_MAX
from taskora_api.delivery.dispatcher import LEASE, SENT_AT_ONCE, SENT_AT_ONCE_OF_EACH, Dispatcher
from taskora_api.delivery.messages import (
    SENT,
    ChannelKind,
    Message,
    Outcome,
    Parcel,
    Purpose,
    key_of,
)
from taskora_api.delivery.outbox import Claim
from taskora_api.delivery.senders import Senders
from taskora_api.ledger.entries import Actor
from taskora_api.reminders.schemas import ReminderBody
from taskora_api.tasks.schemas import NewTask


class _Sender:
    """Keeps the keys that it is to send, and may be held or killed before it does."""

    def __init__(self) -> None:
        self.keys: list[UUID] = []
        self.reached = asyncio.Event()
        self.opened = asyncio.Event()

    async def send(self, parcel: Parcel) -> Outcome:
        self.reached.set()
        await self.opened.wait()
        self.keys.append(parcel.key)
        return SENT

    @property
    def senders(self) -> Senders:
        """As a dispatcher takes it."""
        return Senders({ChannelKind.WEBHOOK: self})


async def _due(reminding: Reminding, count: int = 1) -> None:
    """Some reminders that are due now, on one webhook."""
    await reminding.webhook()
    for number in range(count):
        task = await reminding.task(f"task {number}")
        await reminding.remind(task, remindAt=reminding.clock.now.isoformat())


async def _outbox(reminding: Reminding) -> list[tuple[str, int, int]]:
    statement = text("SELECT state, attempts, token FROM app.deliveries ORDER BY created_at, id")
    rows = await reminding.database.read(lambda c: c.execute(statement))
    return [(row.state, row.attempts, row.token) for row in rows]


async def _claim(reminding: Reminding) -> list[Claim]:
    now = reminding.clock.now
    return await reminding.database.write(lambda c: outbox.claim(c, now, LEASE, 10))


async def _finish(reminding: Reminding, claimed: Claim, outcome: Outcome = SENT) -> bool:
    now = reminding.clock.now
    return await reminding.database.write(lambda c: outbox.finish(c, claimed, now, outcome))


async def test_many_processes_send_each_reminder_once(reminding: Reminding) -> None:
    """Whichever of them comes first (vikunja#2729)."""
    await _due(reminding, 30)
    processes = [reminding.dispatcher() for _ in range(4)]
    await asyncio.gather(*(each.step() for each in processes))
    keys = reminding.receiver.keys("webhook-id")
    assert len(keys) == len(set(keys)) == 30
    assert await _outbox(reminding) == [("sent", 1, 1)] * 30


async def test_a_process_killed_between_claim_and_send_leaves_one_delivery(
    reminding: Reminding,
) -> None:
    """And the other one sends it with the same key (vikunja#2729)."""
    await _due(reminding)
    killed = _Sender()
    step = asyncio.create_task(reminding.dispatcher(killed.senders).step())
    await killed.reached.wait()
    step.cancel()
    await asyncio.gather(step, return_exceptions=True)
    assert await _outbox(reminding) == [("waiting", 1, 1)]
    other = reminding.dispatcher()
    assert await other.step() == reminding.clock.now + LEASE
    assert reminding.receiver.requests == []
    reminding.clock.now += LEASE
    await other.step()
    assert len(reminding.receiver.requests) == 1
    assert await _outbox(reminding) == [("sent", 2, 2)]


async def test_one_killed_between_send_and_its_note_is_sent_again_with_the_same_key(
    reminding: Reminding,
) -> None:
    await _due(reminding)
    reminding.receiver.opened.clear()
    step = asyncio.create_task(reminding.dispatcher().step())
    await reminding.receiver.reached.wait()
    step.cancel()
    await asyncio.gather(step, return_exceptions=True)
    reminding.receiver.opened.set()
    reminding.clock.now += LEASE
    await reminding.step()
    first, second = reminding.receiver.keys("webhook-id")
    assert first == second
    assert await _outbox(reminding) == [("sent", 2, 2)]


async def test_who_lost_the_lease_has_no_say_any_more(reminding: Reminding) -> None:
    await _due(reminding)
    await reminding.dispatcher(_Sender().senders)._sources[0].put_due(reminding.clock.now)
    (slow,) = await _claim(reminding)
    assert await _claim(reminding) == []
    reminding.clock.now += LEASE
    (quick,) = await _claim(reminding)
    assert (quick.parcel.key, quick.token) == (slow.parcel.key, slow.token + 1)
    later = reminding.clock.now + timedelta(hours=1)
    for write in (
        _finish(reminding, slow),
        _finish(reminding, slow, Outcome("http_500", is_final=True)),
        reminding.database.write(lambda c: outbox.postpone(c, slow, later, "late")),
    ):
        assert await write is False
        assert await _outbox(reminding) == [("waiting", 2, 2)]
    assert await _finish(reminding, quick)
    assert await _outbox(reminding) == [("sent", 2, 2)]
    assert not await _finish(reminding, quick)


async def test_a_process_that_is_drained_ends_what_it_began_and_begins_nothing(
    reminding: Reminding,
) -> None:
    await _due(reminding, 25)
    sender = _Sender()
    drained = reminding.dispatcher(sender.senders)
    drained.start()
    await sender.reached.wait()
    ending = asyncio.create_task(drained.finish())
    await asyncio.sleep(0)
    sender.opened.set()
    await ending
    begun = SENT_AT_ONCE_OF_EACH
    assert len(sender.keys) == begun
    assert (await _outbox(reminding)).count(("sent", 1, 1)) == begun
    await reminding.step()
    assert len(reminding.receiver.requests) == 25 - begun
    assert await _outbox(reminding) == [("sent", 1, 1)] * 25


async def test_nothing_of_the_pool_is_held_while_something_is_sent(reminding: Reminding) -> None:
    await _due(reminding, 20)
    sender = _Sender()
    step = asyncio.create_task(reminding.dispatcher(sender.senders).step())
    await sender.reached.wait()
    pool = reminding.database.engine.pool
    async with asyncio.timeout(30):
        # It asks once more whether there is anything for somebody else.
        while pool.checkedout():  # type: ignore[attr-defined]
            await asyncio.sleep(0)
    assert sender.keys == []
    sender.opened.set()
    await step


async def test_what_fails_comes_back_later_and_is_given_up_with_its_reason(
    reminding: Reminding,
) -> None:
    channel, _ = await reminding.webhook()
    task = await reminding.task()
    await reminding.remind(task, remindAt=reminding.clock.now.isoformat())
    reminding.receiver.answers = [(503, {})] * ATTEMPTS_MAX
    times = []
    for _ in range(ATTEMPTS_MAX):
        next_at = await reminding.step()
        if next_at is not None:
            times.append((next_at - reminding.clock.now).total_seconds())
            reminding.clock.now = next_at
    assert times == [20, 40, 80, 160, 320, 640, 1280]
    assert await reminding.deliveries(channel) == [("dead", ATTEMPTS_MAX, "http_503")]
    assert await reminding.step() is None
    keys = reminding.receiver.keys("webhook-id")
    assert len(keys) == ATTEMPTS_MAX
    assert len(set(keys)) == 1


async def test_a_receiver_that_asks_for_time_gets_it(reminding: Reminding) -> None:
    await _due(reminding)
    reminding.receiver.answers = [(429, {"Retry-After": "300"})]
    assert await reminding.step() == reminding.clock.now + timedelta(seconds=300)


@pytest.mark.parametrize("status", [400, 401, 404, 410, 302])
async def test_what_no_other_attempt_would_change_is_given_up_at_once(
    reminding: Reminding, status: int
) -> None:
    channel, _ = await reminding.webhook()
    task = await reminding.task()
    await reminding.remind(task, remindAt=reminding.clock.now.isoformat())
    reminding.receiver.answers = [(status, {})]
    assert await reminding.step() is None
    assert await reminding.deliveries(channel) == [("dead", 1, f"http_{status}")]


async def test_what_waits_goes_when_its_task_is_completed(reminding: Reminding) -> None:
    channel, _ = await reminding.webhook()
    task = await reminding.task()
    await reminding.remind(task, remindAt=reminding.clock.now.isoformat())
    reminding.receiver.answers = [(503, {})]
    await reminding.step()
    await reminding.change(task, completed=True)
    assert await reminding.step() is None
    assert await reminding.deliveries(channel) == [("withdrawn", 1, "not_due_any_more")]
    assert len(reminding.receiver.requests) == 1


async def test_one_that_raises_keeps_no_other_waiting(reminding: Reminding) -> None:
    class _Broken:
        async def send(self, parcel: Parcel) -> Outcome:
            raise ValueError(parcel.key)

    await _due(reminding)
    senders = Senders({ChannelKind.WEBHOOK: _Broken()})
    await reminding.dispatcher(senders).step()
    assert await _outbox(reminding) == [("waiting", 1, 1)]


async def test_a_kind_that_is_not_available_any_more_is_a_reason(reminding: Reminding) -> None:
    channel, _ = await reminding.webhook()
    task = await reminding.task()
    await reminding.remind(task, remindAt=reminding.clock.now.isoformat())
    await reminding.dispatcher(Senders()).step()
    assert await reminding.deliveries(channel) == [("dead", 1, "channel_not_available")]


def test_without_a_kind_that_is_available_nothing_runs(reminding: Reminding) -> None:
    idle: Dispatcher = reminding.dispatcher(Senders())
    idle.start()
    assert idle._running is None
    assert idle.idle_seconds == 0


async def test_what_is_due_once_has_one_key_whoever_puts_it_and_however_often(
    reminding: Reminding,
) -> None:
    channel, _ = await reminding.webhook()
    subject, due_at = uuid4(), reminding.clock.now
    message = Message(Purpose.REMINDER, "call", "", {})

    async def put(connection: AsyncConnection) -> int:
        who = reminding.person
        return await outbox.put(
            connection, who, message, subject_id=subject, due_at=due_at, now=due_at
        )

    assert [await reminding.database.write(put) for _ in range(2)] == [1, 0]
    (claimed,) = await _claim(reminding)
    assert claimed.parcel.key == key_of(subject, due_at, channel.id)
    others = (
        key_of(uuid4(), due_at, channel.id),
        key_of(subject, due_at + timedelta(microseconds=1), channel.id),
        key_of(subject, due_at, uuid4()),
    )
    assert len({claimed.parcel.key, *others}) == 4


async def test_who_does_not_answer_keeps_nobody_else_waiting(reminding: Reminding) -> None:
    """However much is due for one person, another one's is sent while that waits."""
    count = SENT_AT_ONCE + 10
    await _due(reminding, count)
    other = somebody()
    await reminding.add_channel(ChannelKind.NTFY, f"{reminding.receiver.url}/topic", person=other)
    silent, quick = _Sender(), _Sender()
    quick.opened.set()
    senders = Senders({ChannelKind.WEBHOOK: silent, ChannelKind.NTFY: quick})
    step = asyncio.create_task(reminding.dispatcher(senders).step())
    await silent.reached.wait()
    new = NewTask.model_validate({"title": "theirs"})
    (task,) = (await reminding.tasks.add_tasks(other, [new], Actor.WEB)).tasks
    now = ReminderBody.model_validate({"remindAt": reminding.clock.now.isoformat()})
    await reminding.reminders.add(other, task.id, now, Actor.WEB)
    await asyncio.wait_for(quick.reached.wait(), 30)
    assert silent.keys == []
    silent.opened.set()
    await step
    assert len(set(silent.keys)) == len(silent.keys) == count
