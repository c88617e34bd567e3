"""Generated values: configuration trees of any syntax, and whole devices."""
