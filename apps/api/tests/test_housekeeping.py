"""What is kept for a time is taken away after it, and nothing else is."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from taskora_api.housekeeping import Chore, Housekeeper
from taskora_api.http.dependencies import Services
from taskora_api.idempotency.store import ANSWER_LIFETIME, Answer, KeyedRequest
from taskora_api.ledger.entries import Actor
from taskora_api.tasks.schemas import NewTask
from taskora_api.tasks.service import TaskService
from taskora_api.tasks.store import TRASH_LIFETIME, remove_old_trash


@pytest.fixture
def services(application: FastAPI) -> Services:
    """What the routes share."""
    running: Services = application.state.services
    return running


def _aged(service: TaskService, age: timedelta) -> TaskService:
    return TaskService(service.database, lambda: datetime.now(UTC) - age)


async def test_the_trash_is_emptied_after_thirty_days_and_what_was_done_stays_known(
    services: Services, person: str
) -> None:
    deleted = {}
    for age in (31, 29):
        service = _aged(services.tasks, timedelta(days=age))
        (task,) = (await service.add_tasks(person, [NewTask(title="a")], Actor.WEB)).tasks
        deleted[age] = (await service.delete_tasks(person, [task.id], Actor.WEB)).tasks[0].id
    database = services.tasks.database
    await Housekeeper(database, [Chore("trash", TRASH_LIFETIME, remove_old_trash)]).sweep()
    query = text("SELECT id FROM app.trash WHERE id = ANY(:ids)")
    rows = await database.read(
        lambda connection: connection.execute(query, {"ids": list(deleted.values())})
    )
    assert [row.id for row in rows] == [deleted[29]]
    kinds = [change.kind for change in (await services.tasks.list_changes(person, 500)).items]
    assert kinds == ["deleted", "added"] * 2


async def test_answers_go_after_a_day(services: Services, person: str) -> None:
    database, answers = services.tasks.database, services.answers
    requests = [KeyedRequest(person, str(uuid4()), b"") for _ in range(2)]
    for request in requests:
        await database.write(
            lambda connection, request=request: answers.keep(  # type: ignore[misc]
                connection, request, Answer(204, "", None)
            )
        )
    chore = Chore("answers", ANSWER_LIFETIME, answers.remove_old)

    async def left() -> int:
        query = text("SELECT count(*) FROM app.idempotency_keys WHERE owner_id = :owner")
        count = await database.read(lambda connection: connection.scalar(query, {"owner": person}))
        return int(count or 0)

    await Housekeeper(database, [chore]).sweep()
    assert await left() == 2
    tomorrow = datetime.now(UTC) + ANSWER_LIFETIME + timedelta(minutes=1)
    await Housekeeper(database, [chore], lambda: tomorrow).sweep()
    assert await left() == 0
