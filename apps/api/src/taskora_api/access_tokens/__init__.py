"""Personal access tokens: made by a person for a program, shown once, ended at any time."""
