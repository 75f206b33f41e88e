"""Stories of several turns with a person who follows a script; what is left at the end counts."""
