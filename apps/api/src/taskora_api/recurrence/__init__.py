"""When something is due again: rules on plain dates, for tasks that recur.

The package knows no database, no HTTP and no clock: dates come in and dates go out.
docs/recurrence.md has its subset of RFC 5545 and RFC 7529, its semantics, and where libraries
differ; `tests/recurrence` holds that document against this code.

- `rule`, `vocabulary`: the rule as an immutable value; `reading`, `writing`: its RRULE text;
- `periods`, `expansion`, `month_days`, `walk`: from a rule and a start to dates, in bounded steps;
- `series`, `occurrences`: a rule with what was skipped, moved and paused, and what it gives;
- `completion`, `pausing`, `editing`: what a person does with it;
- `wall_clock`: the time of day in a zone, laid on the dates afterwards.
"""
