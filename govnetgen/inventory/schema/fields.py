"""The kinds of values that inventory files are made of, each read from the one form that people write."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, GetPydanticSchema
from pydantic_core import PydanticCustomError, core_schema

from govnetgen.inventory import notation
from govnetgen.model.address import Address, AddressRange, InterfaceAddress, NumberRange, Prefix
from govnetgen.model.device.firewall import ServiceTerm
from govnetgen.model.network import HostAddress, LinkEnd
from govnetgen.model.secret import Secret

T = TypeVar("T")


class Model(BaseModel):
    """A part of an inventory file: no other keys, no values of another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _text_field(read: Callable[[str], T], *, what: str, example: str, pattern: str | None = None) -> Any:
    """Describe a value that is written as text and read by a function that raises NotationError.

    ``pattern`` lets an editor find what the function would refuse.
    """

    def validate(value: object) -> T:
        if not isinstance(value, str):
            raise PydanticCustomError("string_type", "expected text")
        try:
            return read(value)
        except notation.NotationError as problem:
            context = {"message": str(problem), "hint": problem.hint, "code": problem.code}
            raise PydanticCustomError("notation", "{message}", context) from None

    def schema(_source: object, _handler: object) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            validate, metadata={"pydantic_js_functions": [lambda _schema, _handler: json_schema]}
        )

    json_schema: dict[str, object] = {"type": "string", "title": what, "examples": [example]}
    if pattern is not None:
        json_schema["pattern"] = pattern
    return GetPydanticSchema(schema)


Name = Annotated[str, _text_field(notation.read_name, what="Name", example="core1")]
"""A name that others refer to."""

PatternName = Annotated[str, _text_field(notation.read_pattern, what="Name or pattern", example="{unit}-fw1")]
"""A name, or a pattern that makes one for each site or unit."""

AddressText = Annotated[Address, _text_field(notation.read_address, what="Address", example="10.0.0.1")]
PrefixText = Annotated[Prefix, _text_field(notation.read_prefix, what="Prefix", example="10.0.0.0/24")]
InterfaceText = Annotated[
    InterfaceAddress, _text_field(notation.read_interface_address, what="Address with length", example="203.0.113.2/29")
]
RangeText = Annotated[
    AddressRange, _text_field(notation.read_range, what="Range of addresses", example="203.0.113.3-203.0.113.4")
]
NumbersText = Annotated[NumberRange, _text_field(notation.read_numbers, what="Range of numbers", example="100-2999")]
SecretText = Annotated[Secret, _text_field(notation.read_secret, what="Secret", example="secret:ntp")]
"""A reference; the secret itself is never written in an inventory."""

HostText = Annotated[HostAddress, _text_field(notation.read_host, what="Host", example="it/servers/10")]
"""An address, or ``unit/vlan/N``: the N-th address of a unit's VLAN, counted from its end where N is negative."""

VlanText = Annotated[tuple[str, str], _text_field(notation.read_vlan, what="VLAN of a unit", example="it/servers")]
SourceText = Annotated[
    Prefix | tuple[str, str], _text_field(notation.read_source, what="Prefix or VLAN of a unit", example="it/servers")
]
InsideText = Annotated[
    Prefix | tuple[str, str] | HostAddress,
    _text_field(notation.read_inside, what="Prefix, host or VLAN of a unit", example="it/servers/10"),
]
EndText = Annotated[LinkEnd, _text_field(notation.read_end, what="End of a link", example="core1:10ge-0/1")]
"""A device, and behind a colon its port; several ports with ``+`` between them make an aggregate."""

SpeedText = Annotated[int, _text_field(notation.read_speed, what="Speed", example="10G")]
ServiceText = Annotated[ServiceTerm, _text_field(notation.read_service, what="Protocol and ports", example="tcp/443")]
OffsetText = Annotated[int, _text_field(notation.read_offset, what="Offset from UTC", example="+08:00")]
EachText = Annotated[
    str, _text_field(notation.read_each, what="What a pattern is expanded over", example="unit:bureau")
]

PoolEachText = Annotated[
    str,
    _text_field(
        notation.read_pool_each,
        what="`node`, `link`, `vpn_link`, `external` or site:TIER",
        example="node",
        pattern=rf"^({'|'.join(notation.POOL_EACH)}|site:[^,]+)$",
    ),
]
BlockText = Annotated[
    Prefix | tuple[str, str],
    _text_field(notation.read_block, what="Prefix, pool or delegated block", example="delegated/{site}"),
]
"""A prefix, a whole pool (as a pair with nothing), or the block that a pool delegates to a site (POOL/SITE)."""

VlanId = Annotated[int, Field(ge=2, le=4094)]
AsNumber = Annotated[int, Field(ge=1, le=4294967294)]
Notes = list[str]
