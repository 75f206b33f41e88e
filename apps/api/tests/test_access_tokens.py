"""Personal access tokens: what programs may do with one, and what ends them (A1, A2)."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from conftest import Headers
from support.access_tokens import ALL_SCOPES, TOKENS, create_token, token_headers
from support.operations import PROTECTED, QUERIES, Operation
from support.statements import statements_of
from support.streams import streaming
from support.tasks import TASKS, Tasks
from taskora_api.access_tokens import repository
from taskora_api.access_tokens.schemas import TOKENS_MAX, NewAccessToken
from taskora_api.access_tokens.secret import is_secret, make_secret
from taskora_api.access_tokens.service import EXPIRED_LIFETIME, AccessTokenService
from taskora_api.auth.caller import Scope
from taskora_api.database.engine import Database
from taskora_api.errors import DatabaseUnavailableError, UnauthenticatedError
from taskora_api.housekeeping import Chore, Housekeeper

NEEDED = {
    "listTasks": {"tasks:read"},
    "getTaskSummary": {"tasks:read"},
    "getTask": {"tasks:read"},
    "listChanges": {"tasks:read"},
    **dict.fromkeys(
        (
            *("listActivity", "getPastState", "listSpaces", "listMembers", "listProjects"),
            *("listSections", "listComments", "listRelations", "listTrash", "syncChanges"),
            *("streamEvents", "listViews", "listReminders", "getReminderSettings", "exportSpace"),
            *("listExportFormats", "getReadingSettings"),
        ),
        frozenset({"tasks:read"}),
    ),
    **dict.fromkeys(
        (
            *("createProject", "updateProject", "deleteProject", "createSection"),
            *("updateSection", "deleteSection", "createComment", "updateComment"),
            *("deleteComment", "createRelation", "deleteRelation", "placeTask", "moveTask"),
            *("restoreTask", "changeTasks", "applyPlan", "importFile", "skipOccurrence"),
            *("pauseSeries", "resumeSeries", "splitSeries", "createView", "updateView"),
            *("deleteView", "createReminder", "replaceReminder", "deleteReminder"),
            *("replaceReminderSettings", "updateReadingSettings"),
        ),
        frozenset({"tasks:write"}),
    ),
    "parseText": {"tasks:read"},
    "createTask": {"tasks:write"},
    "updateTask": {"tasks:write"},
    "deleteTask": {"tasks:write"},
    "undoChange": {"tasks:write"},
    "listConversations": {"chat"},
    "getConversation": {"chat"},
    "resumeChatMessage": {"chat"},
    "getAssistant": {"chat"},
    "deleteConversation": {"chat"},
    "renameConversation": {"chat"},
    "stopConversation": {"chat"},
    "sendChatMessage": {"chat", "tasks:read", "tasks:write"},
}
OF_PEOPLE = {
    *("createSpace", "updateSpace", "updateMember", "removeMember", "listInvitations"),
    *("createInvitation", "revokeInvitation", "acceptInvitation"),
    *("listAppPasswords", "createAppPassword", "revokeAppPassword", "listCalendarFeeds"),
    *("createCalendarFeed", "rotateCalendarFeed", "revokeCalendarFeed", "listChannels"),
    *("createChannel", "deleteChannel", "verifyChannel", "testChannel", "listDeliveries"),
    *("deleteSpace", "listDeletedSpaces", "restoreSpace"),
    "listAccessTokens",
    "createAccessToken",
    "revokeAccessToken",
    "revokeAllAccessTokens",
}
# It has no end, so that a client which waits for all of an answer does not get it.
STREAM = "streamEvents"
WITH_SCOPE = [operation for operation in PROTECTED if operation.name in NEEDED]
EACH_SCOPE = [
    (operation, scope) for operation in WITH_SCOPE for scope in sorted(NEEDED[operation.name])
]


def _name(value: object) -> str:
    return value.name if isinstance(value, Operation) else str(value)


@pytest.fixture
def service(application: FastAPI) -> AccessTokenService:
    """The one of the application."""
    found: AccessTokenService = application.state.services.access_tokens
    return found


def _at(service: AccessTokenService, age: timedelta) -> AccessTokenService:
    """The same service, as long ago."""
    return AccessTokenService(service._database, lambda: datetime.now(UTC) - age)


def test_every_operation_needs_a_scope_or_a_person() -> None:
    assert {operation.name for operation in PROTECTED} == NEEDED.keys() | OF_PEOPLE


@pytest.mark.parametrize(("operation", "scope"), EACH_SCOPE, ids=_name)
async def test_a_token_without_the_scope_is_refused_with_its_name_and_changes_nothing(
    client: httpx2.AsyncClient, signed_in: dict[str, str], operation: Operation, scope: str
) -> None:
    await Tasks(client, signed_in).add("mine")
    before = await _everything(client, signed_in)
    program = await token_headers(client, signed_in, *(set(ALL_SCOPES) - {scope}))
    response = await client.request(
        operation.method, operation.url(), json=operation.body, headers=program
    )
    assert response.status_code == 403
    challenge = f'Bearer error="insufficient_scope", scope="{scope}"'
    assert response.headers["www-authenticate"] == challenge
    assert scope in response.json()["detail"]
    assert await _everything(client, signed_in) == before


@pytest.mark.parametrize(
    "operation", [each for each in WITH_SCOPE if each.name != STREAM], ids=_name
)
async def test_a_token_with_the_scopes_is_enough(
    client: httpx2.AsyncClient, signed_in: dict[str, str], operation: Operation
) -> None:
    program = await token_headers(client, signed_in, *NEEDED[operation.name])
    response = await client.request(
        operation.method,
        operation.url(),
        json=operation.body,
        content=operation.file,
        headers=program,
        params=QUERIES.get(operation.name),
    )
    assert response.status_code in {200, 201, 204, 404}, response.text


async def test_a_token_with_the_scopes_is_enough_for_a_stream(
    application: FastAPI, client: httpx2.AsyncClient, signed_in: dict[str, str]
) -> None:
    program = await token_headers(client, signed_in, *NEEDED[STREAM])
    async with streaming(application, program) as stream:
        assert stream.status == 200


@pytest.mark.parametrize("name", sorted(OF_PEOPLE))
async def test_no_token_makes_shows_or_ends_another(
    client: httpx2.AsyncClient, signed_in: dict[str, str], name: str
) -> None:
    (operation,) = (each for each in PROTECTED if each.name == name)
    made = await create_token(client, signed_in)
    program = {"Authorization": f"Bearer {made['token']}"}
    response = await client.request(
        operation.method, operation.url(made["id"]), json=operation.body, headers=program
    )
    assert response.status_code == 403
    assert response.headers["www-authenticate"] == 'Bearer error="insufficient_scope"'
    assert [each["id"] for each in await _tokens(client, signed_in)] == [made["id"]]


async def _everything(client: httpx2.AsyncClient, headers: dict[str, str]) -> list[Any]:
    paths = (TASKS, "/api/v1/changes", "/api/v1/conversations")
    return [(await client.get(path, headers=headers)).json()["items"] for path in paths]


async def _tokens(client: httpx2.AsyncClient, headers: dict[str, str]) -> list[dict[str, Any]]:
    response = await client.get(TOKENS, headers=headers)
    assert response.status_code == 200, response.text
    items: list[dict[str, Any]] = response.json()["items"]
    return items


async def test_a_token_reaches_what_is_its_owners_and_nothing_else(
    client: httpx2.AsyncClient, headers: Headers, signed_in: dict[str, str]
) -> None:
    own = Tasks(client, await token_headers(client, signed_in))
    foreign = await Tasks(client, headers("somebody-else")).add("foreign")
    await Tasks(client, signed_in).add("mine")
    assert await own.titles() == ["mine"]
    known = await own.call("GET", f"/{foreign['id']}")
    unknown = await own.call("GET", f"/{uuid4()}")
    assert (known.status_code, known.json()["detail"]) == (404, unknown.json()["detail"])


async def test_what_a_program_changes_is_told_apart_in_the_list_of_changes(
    client: httpx2.AsyncClient, signed_in: dict[str, str]
) -> None:
    program = Tasks(client, await token_headers(client, signed_in))
    await Tasks(client, signed_in).add("by hand")
    await program.add("by a program")
    assert [each["actor"] for each in await program.changes()] == ["api", "web"]


async def test_a_token_is_shown_once_and_never_kept(
    client: httpx2.AsyncClient, signed_in: dict[str, str], database: Database
) -> None:
    request = signed_in | {"Idempotency-Key": uuid4().hex}
    body = {"name": " laptop ", "scopes": ["chat", "tasks:read", "chat"]}
    first = await client.post(TOKENS, json=body, headers=request)
    again = await client.post(TOKENS, json=body, headers=request)
    made = first.json()
    secret = made.pop("token")
    assert secret.startswith("taskora_pat_")
    assert again.json() == made | {"token": None}
    assert (made["name"], made["scopes"]) == ("laptop", ["tasks:read", "chat"])
    assert made["ending"] == secret[-4:]
    assert await _tokens(client, signed_in) == [made]
    lifetime = datetime.fromisoformat(made["expiresAt"]) - datetime.fromisoformat(made["createdAt"])
    assert lifetime == timedelta(days=90)
    assert not await database.read(lambda c: _is_anywhere(c, secret.removeprefix("taskora_pat_")))
    # The search would have found what is kept.
    assert await database.read(lambda c: _is_anywhere(c, made["id"]))


async def _is_anywhere(connection: AsyncConnection, needle: str) -> bool:
    """Say whether any row of any table holds a text."""
    named = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'app'"
    for table in (await connection.execute(text(named))).scalars().all():
        rows = f'SELECT count(*) FROM app."{table}" t WHERE t::text LIKE :needle'  # noqa: S608
        if await connection.scalar(text(rows), {"needle": f"%{needle}%"}):
            return True
    return False


async def test_a_revoked_token_opens_nothing_from_then_on(
    client: httpx2.AsyncClient, signed_in: dict[str, str]
) -> None:
    made = await create_token(client, signed_in)
    program = {"Authorization": f"Bearer {made['token']}"}
    assert (await client.get(TASKS, headers=program)).status_code == 200
    path = f"{TOKENS}/{made['id']}"
    assert (await client.delete(path, headers=signed_in)).status_code == 204
    assert (await client.get(TASKS, headers=program)).status_code == 401
    assert await _tokens(client, signed_in) == []
    assert (await client.delete(path, headers=signed_in)).status_code == 404


async def test_all_tokens_of_a_person_are_revoked_at_once_and_nobody_elses(
    client: httpx2.AsyncClient, headers: Headers, signed_in: dict[str, str]
) -> None:
    own = [await token_headers(client, signed_in) for _ in range(2)]
    foreign = await token_headers(client, headers("somebody-else"))
    for _ in range(2):
        assert (await client.delete(TOKENS, headers=signed_in)).status_code == 204
    opened = [(await client.get(TASKS, headers=each)).status_code for each in [*own, foreign]]
    assert opened == [401, 401, 200]
    assert await _tokens(client, signed_in) == []


async def test_a_token_ends_with_its_last_day(service: AccessTokenService, person: str) -> None:
    new = NewAccessToken(name="laptop", scopes=[Scope.CHAT], expiresInDays=7)
    over, valid = make_secret(), make_secret()
    await _at(service, timedelta(days=7)).create(person, new, over)
    await _at(service, timedelta(days=7) - timedelta(minutes=1)).create(person, new, valid)
    assert (await service.verify(valid)).id == person
    with pytest.raises(UnauthenticatedError):
        await service.verify(over)
    # Its owner still sees why the program stopped.
    assert len((await service.list_tokens(person)).items) == 2


async def test_expired_tokens_leave_the_list_after_thirty_days(
    service: AccessTokenService, person: str
) -> None:
    new = NewAccessToken(name="laptop", scopes=[Scope.CHAT], expiresInDays=1)
    for age in (32, 30, 0):
        await _at(service, timedelta(days=age)).create(person, new, make_secret())
    chore = Chore("tokens", EXPIRED_LIFETIME, repository.remove_expired)
    await Housekeeper(service._database, [chore]).sweep()
    assert len((await service.list_tokens(person)).items) == 2


@pytest.mark.parametrize(
    "token",
    [
        "taskora_pat_",
        "taskora_pat_" + "A" * 43,
        "taskora_pat_" + "A" * 4000,
        "taskora_pat_" + "é" * 43,
        "taskora_pat_' or 1=1 --",
    ],
)
async def test_what_is_no_token_of_anybody_is_refused_as_any_other(
    client: httpx2.AsyncClient, token: str
) -> None:
    response = await client.get(TASKS, headers={b"Authorization": f"Bearer {token}".encode()})
    assert (response.status_code, response.headers["www-authenticate"]) == (401, "Bearer")


@pytest.mark.parametrize("path", [TASKS, "/mcp", "/api/somebody/tasks"])
async def test_a_made_up_token_is_refused_without_a_statement(
    client: httpx2.AsyncClient, database: Database, path: str
) -> None:
    (body, checksum), method = (make_secret()[:-6], "000000"), "POST" if path == "/mcp" else "GET"
    made_up = [body + checksum, body[:-1] + "é" + checksum, body + checksum + "0", body[:-1]]
    for token in made_up:
        with statements_of(database) as sent:
            program = {b"Authorization": f"Bearer {token}".encode()}
            assert (await client.request(method, path, headers=program)).status_code == 401
        assert sent == []
    # One that only the database can tell is asked for.
    with statements_of(database) as sent:
        unknown = {"Authorization": f"Bearer {make_secret()}"}
        assert (await client.request(method, path, headers=unknown)).status_code == 401
    assert len(sent) > 0


def test_the_checksum_is_the_crc_32_of_what_is_before_it_in_base_62() -> None:
    body = "taskora_pat_" + "A" * 43
    assert [end for end in ("1yFnQB", "1yFnQC") if is_secret(body + end)] == ["1yFnQB"]
    assert not is_secret("taskora_pat_" + "A" * 42 + "B" + "1yFnQB")


async def test_a_token_from_before_there_was_a_checksum_goes_on_working(
    service: AccessTokenService, person: str
) -> None:
    former = make_secret()[:-6]
    new = NewAccessToken(name="laptop", scopes=[Scope.CHAT])
    await service.create(person, new, former)
    assert (await service.verify(former)).id == person


async def test_the_last_use_is_noted_to_the_minute(
    client: httpx2.AsyncClient, signed_in: dict[str, str], service: AccessTokenService
) -> None:
    made = await create_token(client, signed_in)
    assert made["lastUsedAt"] is None

    async def noted(age: timedelta) -> object:
        await _at(service, age).verify(made["token"])
        return (await _tokens(client, signed_in))[0]["lastUsedAt"]

    first = await noted(timedelta(minutes=3))
    assert first is not None
    assert await noted(timedelta(minutes=2, seconds=1)) == first
    assert await noted(timedelta(minutes=1)) != first


async def test_a_database_that_takes_no_changes_still_lets_a_program_read(
    client: httpx2.AsyncClient,
    signed_in: dict[str, str],
    service: AccessTokenService,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = await create_token(client, signed_in)

    async def refuse(*_arguments: object, **_options: object) -> None:
        raise DatabaseUnavailableError("read-only")

    monkeypatch.setattr(service._database, "write", refuse, raising=True)
    program = {"Authorization": f"Bearer {made['token']}"}
    response = await client.get(TASKS, headers=program)
    assert response.status_code == 200


async def test_scopes_of_a_later_version_are_passed_over_after_a_rollback(
    client: httpx2.AsyncClient, signed_in: dict[str, str], database: Database
) -> None:
    made = await create_token(client, signed_in, "tasks:read")
    later = "UPDATE app.access_tokens SET scopes = scopes || '{later}' WHERE id = :id"
    await database.write(lambda c: c.execute(text(later), {"id": made["id"]}))
    program = {"Authorization": f"Bearer {made['token']}"}
    assert (await client.get(TASKS, headers=program)).status_code == 200
    assert (await _tokens(client, signed_in))[0]["scopes"] == ["tasks:read"]


async def test_there_is_an_end_to_the_tokens_of_one_person(
    client: httpx2.AsyncClient, signed_in: dict[str, str], service: AccessTokenService, person: str
) -> None:
    new = NewAccessToken(name="laptop", scopes=[Scope.CHAT])
    for _ in range(TOKENS_MAX):
        await service.create(person, new, make_secret())
    body = {"name": "one more", "scopes": ["chat"]}
    response = await client.post(TOKENS, json=body, headers=signed_in)
    assert response.status_code == 409
    assert str(TOKENS_MAX) in response.json()["detail"]
    assert len(await _tokens(client, signed_in)) == TOKENS_MAX


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("scopes", []),
        ("scopes", ["tasks:all"]),
        ("scopes", "chat"),
        ("expiresInDays", 0),
        ("expiresInDays", 367),
        ("expiresInDays", "30"),
        ("expiresInDays", True),
        ("expiresInDays", 1.0),
        ("name", ""),
        ("name", "x" * 101),
        ("name", "two\nlines"),
    ],
)
async def test_what_cannot_be_made_is_explained(
    client: httpx2.AsyncClient, signed_in: dict[str, str], field: str, value: object
) -> None:
    body = {"name": "laptop", "scopes": ["chat"], field: value}
    response = await client.post(TOKENS, json=body, headers=signed_in)
    assert response.status_code == 422
    (problem,) = response.json()["fields"]
    assert problem["path"].split(".")[0] == field
    assert problem["message"]
    assert problem["fix"]
