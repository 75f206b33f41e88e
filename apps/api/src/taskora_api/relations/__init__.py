"""How one task stands to another."""
