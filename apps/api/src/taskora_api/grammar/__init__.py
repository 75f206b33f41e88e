"""What people write of dates, times and tasks, read by rules that are data (docs/grammar.md).

The same data are read by libs/grammar in browsers, with the same results to the byte.
"""
