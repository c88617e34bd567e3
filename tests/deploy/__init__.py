"""Deployments against devices that fail in every way that we know of."""
