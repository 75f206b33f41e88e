#!/usr/bin/env bash
# icalendar 7.3.0: in the VTIMEZONE that it writes, summer time begins an hour late.
#
# Found: Timezone.from_tzid, which Calendar.add_missing_timezones calls, writes the onset of summer time as the clock
# shows it after the change: 03:00 in Berlin. RFC 5545 section 3.6.5 wants it as the clock before the change shows it,
# by TZOFFSETFROM: 02:00, the hour that is jumped over. Autumn is right. Who reads the component keeps winter time for
# an hour longer each spring: ical.js shows 02:30 UTC as 03:30, which is 04:30, and so it does once 02:00 is written.
# (That 01:30 UTC is 02:30 in both, an hour that there is not, is ical.js's own.)
# Versions: icalendar 7.3.0 (Python 3.11), ical.js 2.2.1. Programs that know the zone by its name do not show it.
# For a builder: write VTIMEZONE from the transitions of the zone with the clock time of TZOFFSETFROM; test instants
# in the hours after the change with a reader that goes by the component.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.0
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1
cat >write.py <<'PROGRAM'
from datetime import date, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

calendar, event = Calendar(), Event()
calendar.add("prodid", "-//example//example//EN")
calendar.add("version", "2.0")
event.add("uid", "one@example.org")
event.add("dtstart", datetime(2026, 5, 1, 9, 0, tzinfo=ZoneInfo("Europe/Berlin")))
calendar.add_component(event)
calendar.add_missing_timezones(first_date=date(2026, 1, 1), last_date=date(2027, 1, 1))
text = calendar.to_ical().decode()
lines = text.splitlines()
summer = lines[lines.index("BEGIN:DAYLIGHT") : lines.index("END:DAYLIGHT")]
print("written:", *(line for line in summer if line.startswith(("DTSTART", "TZOFFSETFROM"))))
open("one.ics", "w", newline="").write(text)
PROGRAM
cat >read.mjs <<'PROGRAM'
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';

const written = readFileSync('one.ics', 'utf8');
const mended = written.replace('DTSTART:20260329T030000', 'DTSTART:20260329T020000');
for (const [name, text] of Object.entries({ written, mended })) {
  const component = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vtimezone');
  const zone = new ICAL.Timezone(component);
  const shown = ['01:30', '02:30', '03:30'].map((time) =>
    ICAL.Time.fromString(`2026-03-29T${time}:00Z`).convertToZone(zone).toString().slice(11, 16),
  );
  console.log(`as ${name}, 01:30, 02:30 and 03:30 UTC are`, ...shown);
}
PROGRAM
(python/bin/python write.py && TZ=UTC node read.mjs) | tee seen
cat >expected <<'SEEN'
written: DTSTART:20260329T030000 TZOFFSETFROM:+0100
as written, 01:30, 02:30 and 03:30 UTC are 02:30 03:30 05:30
as mended, 01:30, 02:30 and 03:30 UTC are 02:30 04:30 05:30
SEEN
diff expected seen
