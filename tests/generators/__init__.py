"""Worlds made by chance, with the truth about them."""
