"""What the tests are built on: a real database, a real issuer of keys, a real process."""
