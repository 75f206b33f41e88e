"""Deleted spaces: what nobody sees any more, and can be restored for thirty days."""
