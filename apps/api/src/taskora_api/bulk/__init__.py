"""One change of many tasks, of a filter or by their ids, which is shown before it is made."""
