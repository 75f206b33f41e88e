"""A calendar program that edits all tasks of some lists by requests of its own, as a phone does."""

import re

import httpx2

from support.caldav import HOME, NAMESPACES, found_in

ATTEMPTS = 20


async def edit(url: str, user: str, password: str, names: set[str]) -> int:
    """Give each task of the lists a high priority, and each that is due an alarm; say how many.

    What was changed meanwhile is read again.
    """
    home = HOME.replace("ann", user)
    auth = httpx2.BasicAuth(user, password)
    async with httpx2.AsyncClient(base_url=url, auth=auth, timeout=60, trust_env=False) as client:
        body = f"<d:propfind {NAMESPACES}><d:prop><d:displayname/></d:prop></d:propfind>"
        asked = await client.request("PROPFIND", home, content=body, headers={"Depth": "1"})
        lists = [
            path
            for path, found in found_in(asked).items()
            if path != home and found.text("d:displayname") in names
        ]
        paths = [path for each in lists for path in await _tasks(client, each)]
        for path in paths:
            await _edit(client, path)
        return len(paths)


async def _tasks(client: httpx2.AsyncClient, path: str) -> list[str]:
    body = (
        f"<c:calendar-query {NAMESPACES}><d:prop><d:getetag/></d:prop><c:filter>"
        '<c:comp-filter name="VCALENDAR"><c:comp-filter name="VTODO"/></c:comp-filter>'
        "</c:filter></c:calendar-query>"
    )
    return list(found_in(await client.request("REPORT", path, content=body)))


async def _edit(client: httpx2.AsyncClient, path: str) -> None:
    for _ in range(ATTEMPTS):
        seen = await client.get(path)
        sent = await client.put(
            path,
            content=_edited(seen.content),
            headers={"Content-Type": "text/calendar", "If-Match": seen.headers["etag"]},
        )
        if sent.is_success:
            return
        assert sent.status_code == 412, sent.text
    raise AssertionError(f"{path} was changed by others each time")


def _edited(text: bytes) -> bytes:
    """Change what a person changes, and leave all else as it came."""
    text = re.sub(rb"(?m)^PRIORITY:.*\n", b"", text)
    lines = [b"PRIORITY:1"]
    if re.search(rb"(?m)^DUE", text) and b"BEGIN:VALARM" not in text:
        uid = re.search(rb"(?m)^UID:(.*)\r$", text)
        assert uid is not None
        lines += [
            *(b"BEGIN:VALARM", b"UID:phone-" + uid[1], b"ACTION:DISPLAY", b"DESCRIPTION:due"),
            *(b"TRIGGER;RELATED=END:-PT30M", b"END:VALARM"),
        ]
    return text.replace(b"END:VTODO", b"\r\n".join([*lines, b"END:VTODO"]))
