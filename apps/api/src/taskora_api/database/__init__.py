"""The connection to PostgreSQL: engine, retries, schema version."""
