"""Locks of the server are those of all databases on it, and other tests have theirs beside."""

# Ends a WHERE of a query of pg_locks.
OF_THIS_DATABASE = "database = (SELECT oid FROM pg_database WHERE datname = current_database())"
