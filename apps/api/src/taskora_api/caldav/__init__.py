"""CalDAV and feeds over the tasks of the product: what the room `calendars` asks for.

- `models`: what is kept beside tasks and lists for calendar programs;
- `places`: which lists a person has; `objects`: tasks as objects of a list;
- `mapping`, `editing`, `occurrences`: from a task to what a program sees, and back;
- `writing`, `parents`: making, changing and deleting; `lists`: the same for lists;
- `syncing`: what has changed since; `store`, `feeds`: the ports; `endpoint`: the routes.

Only `endpoint`, `places` and `models` are imported as the service starts: the packages that read
iCalendar and XML come with the first request.
"""
