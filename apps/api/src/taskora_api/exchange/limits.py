"""How much of a file is taken, so that no file can take a process down; and why so much."""

from datetime import date

# 20,000 tasks are the most that Google keeps in a list; with their notes they are about 10 MB.
FILE_BYTES_MAX = 32_000_000
# A backup of that size, unpacked.
UNPACKED_BYTES_MAX = 64_000_000
# Attachments of an archive are entries, too, although none is read.
ENTRIES_MAX = 10_000
# Text is packed to a tenth, repeated rows to a fiftieth; a bomb to a thousandth.
RATIO_MAX = 200
# Below this size no ratio is a danger.
RATIO_FREE_BYTES = 1_000_000
# Tasks, comments and all else of a file: five times the 20,000 tasks above.
ROWS_MAX = 100_000
# Each value takes up to 100 bytes of memory; 20,000 tasks of 40 values are 800,000.
VALUES_MAX = 2_000_000
# A row of 20,000 has at most 30 cells, and text has commas as well.
CELLS_MAX = 4_000_000
# What the csv library takes by default: four times the longest notes.
CELL_LENGTH_MAX = 131_072
# One to-do of a calendar, with its alarms; a property takes about 1 kB of memory.
COMPONENT_LINES_MAX = 2_000
COMPONENT_BYTES_MAX = 500_000
# Rules whose first date is far away take tens of milliseconds to follow.
RARE_RULES_MAX = 20

# What the data model takes.
TITLE_LENGTH_MAX = 1_024
NOTES_LENGTH_MAX = 32_768
NAME_LENGTH_MAX = 200
TAG_LENGTH_MAX = 100
TAGS_MAX = 50
DURATION_MINUTES_MAX = 525_600
DEPTH_MAX = 10
ID_LENGTH_MAX = 200
FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2999, 12, 31)
