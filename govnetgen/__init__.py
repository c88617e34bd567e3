"""Infrastructure as code for hierarchical, multi-vendor government extranets."""

__version__ = "0.1.0"
