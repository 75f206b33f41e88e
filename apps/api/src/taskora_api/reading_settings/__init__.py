"""How a person's text is read: what 5/12 and "next friday" mean to them, and what they chose."""
