"""A topology of containerlab as the files that it is made of."""

import csv
import io
from collections.abc import Mapping
from typing import Any

import yaml

from govnetgen.lab.containerlab import PORTS, SUFFIX, Containerlab


def files_of(topology: Containerlab) -> Mapping[str, str]:
    """Return the topology's files by name: the topology itself, the table of ports, what nodes start with."""
    return {topology.name + SUFFIX: topology_text(topology), PORTS: ports_text(topology), **topology.files}


def topology_text(topology: Containerlab) -> str:
    """Return the topology file, its notes as comments before it."""
    notes = "".join(f"# {line}\n" for line in topology.notes)
    body = yaml.safe_dump(topology_document(topology), sort_keys=False, allow_unicode=True, width=120)
    return f"# containerlab deploy -t {topology.name}{SUFFIX}\n{notes}{body}"


def topology_document(topology: Containerlab) -> dict[str, Any]:
    """Return the topology as containerlab's schema has it."""
    nodes: dict[str, Any] = {}
    for one in topology.containers:
        node: dict[str, Any] = {"kind": one.kind.kind, "image": one.kind.image}
        if one.startup:
            node["startup-config"] = one.startup
        if one.binds:
            node["binds"] = [f"{file}:{path}" for file, path in one.binds]
        if one.commands:
            node["exec"] = list(one.commands)
        nodes[one.name] = node
    links = [{"endpoints": list(ends)} for ends in topology.links]
    return {"name": topology.name, "topology": {"nodes": nodes, "links": links}}


def ports_text(topology: Containerlab) -> str:
    """Return the table of ports."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["node", "container_port", "configuration_port"])
    table.writerows((one.node, one.container, one.configuration) for one in topology.ports)
    return text.getvalue()
