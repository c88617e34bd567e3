"""The Jinja engine: finds templates, renders a DeviceConfig to text."""

from govnetgen.render.engine import Renderer, TemplateFailure

__all__ = ["Renderer", "TemplateFailure"]
