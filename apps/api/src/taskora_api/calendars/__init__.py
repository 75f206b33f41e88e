"""Tasks for calendar programs: CalDAV over VTODO, and a feed of iCalendar.

The room knows no table: what it needs of tasks stands in `store`, a port that another room fills.
docs/calendars.md says how programs connect, what is kept and what is not; docs/adr/0036 what they
see of a task that recurs.

- `errors`: why a text or a request was refused;
- `todo`: from a task to a VTODO and back, and what a program wants to have changed;
- `store`: the port;
- `dav`: the protocol as an ASGI application;
- `discovery`: where programs begin;
- `feed`: all tasks as one text, to read only.
"""
