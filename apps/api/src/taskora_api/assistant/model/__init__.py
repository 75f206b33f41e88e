"""A model of a provider in the place of the embedded assistant."""
