"""The one grammar of quick add and assistant; pure functions that know no other package."""
