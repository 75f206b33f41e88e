"""Projects, and the sections that they have."""
