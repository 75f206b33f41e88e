"""How fast one person may ask and change: reads by process, changes by all processes together."""
