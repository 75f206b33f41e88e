"""How a person's words are read: what 5/12 and "next friday" mean to them, and what they chose."""
