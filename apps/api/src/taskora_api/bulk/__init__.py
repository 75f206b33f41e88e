"""One change of all tasks of a filter, which is shown before it is made."""
