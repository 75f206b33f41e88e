#!/usr/bin/env bash
# icalendar 7.3.0: a text with a backslash before a capital N comes back with a line break in its place.
#
# Found: RFC 5545 writes a backslash in a text as two, and a line break as \n or \N. The library reads two
# backslashes and "New" rightly as one backslash and "New". When it writes that text, it takes the backslash
# and the capital N, which are characters of the text, for a line break that is written already: what goes out
# is \n, with one backslash and a small n. Whoever reads it, the library itself too, gets a line break and
# "ew". Before other letters, and before a small n, a backslash comes back as it was. A path such as
# D:\Notes in the notes of a task is enough, and each save of a calendar that was only read does it.
# Versions: icalendar 7.3.0, Python 3.11.
# For a builder: keep the bytes of properties that nobody changed; write a changed text with an escape of your
# own (backslash first, then semicolon, comma and line break), and hold "write, read" against the text in a
# property test whose alphabet has the backslash and N.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.0
cat >try.py <<'PROGRAM'
from icalendar import Todo

for text in (r"D:\Notes", r"D:\notes", r"D:\Tasks"):
    todo = Todo()
    todo.add("summary", text)
    line = next(it for it in todo.to_ical().decode().splitlines() if it.startswith("SUMMARY"))
    back = str(Todo.from_ical(todo.to_ical())["SUMMARY"])
    print(f"{text!r} is written as {line!r} and read as {back!r}: {'equal' if back == text else 'DIFFERENT'}")

# A calendar of another program, in the form that the RFC asks for, read and written without a change.
given = b"BEGIN:VTODO\r\nSUMMARY:D:\\\\Notes\r\nEND:VTODO\r\n"
print(f"read and written: {given == Todo.from_ical(given).to_ical()}")
PROGRAM
python/bin/python try.py | tee seen
diff seen - <<'SEEN'
'D:\\Notes' is written as 'SUMMARY:D:\\notes' and read as 'D:\notes': DIFFERENT
'D:\\notes' is written as 'SUMMARY:D:\\\\notes' and read as 'D:\\notes': equal
'D:\\Tasks' is written as 'SUMMARY:D:\\\\Tasks' and read as 'D:\\Tasks': equal
read and written: False
SEEN
