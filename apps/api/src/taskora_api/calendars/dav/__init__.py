"""CalDAV (RFC 4791) over the port of this room, as an ASGI application.

- `app`: who may come in, and which handler answers; `context`: what each handler is given;
- `xml`, `names`, `addresses`, `etags`, `failures`: what the handlers share;
- `properties`, `multistatus`: what is said of a resource; `propfind`, `proppatch`;
- `filters`, `matching`, `spans`: a query, read and applied; `reports`: REPORT;
- `objects`: GET, PUT and DELETE of a task; `collections`: making and deleting a calendar.
"""
