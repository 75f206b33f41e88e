"""Spaces: what is kept together and who may see or change it."""
