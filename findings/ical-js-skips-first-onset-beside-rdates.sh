#!/usr/bin/env bash
# ical.js 2.2.1 reads one of three summers of a VTIMEZONE that icalendar 7.3.0 has written.
#
# Found: RFC 5545 has two ways to list the changes of a zone: a rule, or dates. icalendar writes dates
# (Timezone.from_tzid): the first as DTSTART of the part, the others as RDATE. ical.js, the engine of
# Thunderbird and many web calendars, takes DTSTART as a change only where the part has neither RRULE nor
# RDATE, and drops it beside an RDATE; and of an RDATE with several dates, in one line with commas, it takes
# the first alone. So of a zone that is described from 2025 to 2027 the summers of 2025 and 2027 are read as
# winter, an hour off, and 2026 is right. libical, from which ical.js was ported, dropped DTSTART too and was
# mended. Where each date is an RDATE on a line of its own, the first one as well, all is right; the RFC allows
# that, since the changes are a set.
# Versions: ical.js 2.2.1, icalendar 7.3.0, Node 20 or later, Python 3.11.
# For a builder: write each onset as an RDATE on a line of its own, the one of DTSTART as well; do not take a
# round trip through the same library for proof that a VTIMEZONE is read alike elsewhere.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.0
npm install --silent --no-fund --no-audit --prefix . ical.js@2.2.1
cat >write.py <<'PROGRAM'
from datetime import date
from pathlib import Path

from icalendar import Calendar, Timezone

zone = Timezone.from_tzid("America/New_York", first_date=date(2025, 1, 1), last_date=date(2027, 12, 1))


def write(name: str) -> None:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//example//zones//EN")
    calendar.add_component(zone)
    Path(name).write_bytes(calendar.to_ical())


write("as-it-is.ics")
for part in zone.subcomponents:
    dates = part.get("rdate")
    if dates is not None:
        others = [each.dt for each in (dates.dts if not isinstance(dates, list) else sum((d.dts for d in dates), []))]
        del part["rdate"]
        for each in [part["dtstart"].dt, *others]:
            part.add("rdate", each)
write("every-onset.ics")
PROGRAM
python/bin/python write.py
cat >read.mjs <<'PROGRAM'
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';

for (const name of ['as-it-is.ics', 'every-onset.ics']) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(name, 'utf8')));
  const zone = new ICAL.Timezone(calendar.getFirstSubcomponent('vtimezone'));
  const hours = [2025, 2026, 2027].map((year) => {
    const noon = ICAL.Time.fromDateTimeString(`${year}-07-01T12:00:00`);
    noon.zone = zone;
    return `July ${year} ${noon.utcOffset() / 3600} h`;
  });
  console.log(`${name}: ${hours.join(', ')}`);
}
PROGRAM
node read.mjs | tee seen
diff seen - <<'SEEN'
as-it-is.ics: July 2025 -5 h, July 2026 -4 h, July 2027 -5 h
every-onset.ics: July 2025 -4 h, July 2026 -4 h, July 2027 -4 h
SEEN
