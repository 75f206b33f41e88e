"""A task as a VTODO, and back.

- `task`: what both sides know of a task;
- `layout`: the lines of a text, byte for byte, grouped by component; `content`: one line;
- `zones`, `moments`: dates and times with their zones;
- `timing`: what dates, rule and exceptions say together, for files as well;
- `texts`, `schedule`, `alarms`, `reading`: from lines to a task;
- `recurring`, `patching`, `writing`: from a task to lines, and only those that differ;
- `changes`: what a program wants to have changed, as fields and intents.
"""
