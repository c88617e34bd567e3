"""Text and JSON: the only code that prints or draws."""
