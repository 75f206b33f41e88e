"""App passwords: made by a person for one calendar program, shown once, ended at any time."""
