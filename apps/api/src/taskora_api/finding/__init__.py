"""Finding tasks by a filter, page by page in any order, or all of their ids."""
