"""The stages, composed: what each verb does between reading and printing.

Nothing is imported here, so that a rerun with nothing to do starts without pydantic, Jinja and the platforms.
"""
