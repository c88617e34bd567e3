"""``hardware.yaml``: the ports of models."""

from typing import Any

from pydantic import Field, RootModel, field_validator

from govnetgen.inventory.schema.fields import Model, Name


class HardwareEntry(Model):
    """The ports of a model, in the order they are taken; ``"10ge-0/[1-8]"`` stands for eight of them."""

    uplinks: list[str] = Field(description="ports for links between devices")
    edge: list[str] = Field(default_factory=list, description="ports for hosts")
    management: str | None = Field(None, description="the out-of-band port")

    @field_validator("uplinks", "edge", mode="before", json_schema_input_type=list[str] | str)
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:
        return [value] if isinstance(value, str) else value


class HardwareFile(RootModel[dict[Name, HardwareEntry]]):
    """The ports of models, by name of the model."""
