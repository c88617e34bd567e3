"""What became of a lab, as text and JSON."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from govnetgen.lab.change import LabChange
from govnetgen.lab.down import TakenDown
from govnetgen.lab.outage import Outage
from govnetgen.lab.status import LabStatus, NodeStatus
from govnetgen.lab.topology import LeftOut
from govnetgen.model.json import to_json
from govnetgen.views.columns import columns
from govnetgen.views.outcome import count
from govnetgen.workflow.lab import LabUp

_SHOWN = 12
"""Kinds of things left out, and changes, that are printed; JSON has all."""


def up_text(up: LabUp) -> str:
    """Say what is up, what the lab lacks of the real network, and what to do next."""
    size = (
        f"{count(len(up.plan.nodes), 'node')}, {count(len(up.plan.hosts), 'host')}, {count(len(up.plan.wires), 'wire')}"
    )
    name = up.plan.network
    if up.change is None:
        said = f"{name} is up: {size}, VRFs as {up.plan.vrfs}, in {up.seconds:.1f} s\n"
    elif up.change.empty:
        return f"{name} is up as it was: {size}\n"
    else:
        said = "".join(_changes(up.change)) + f"{name} is as the network's folder says, in {up.seconds:.1f} s: {size}\n"
    return "".join(_left_out(up.plan.left_out)) + said


def up_json(up: LabUp) -> dict[str, Any]:
    """Return everything as JSON; not the nodes' texts, which hold the lab's secrets."""
    return {
        "network": up.plan.network,
        "vrfs": up.plan.vrfs.value,
        "nodes": [{"name": one.name, "kind": one.kind.value} for one in up.plan.nodes],
        "hosts": [to_json(one) for one in up.plan.hosts],
        "wires": [to_json(one) for one in up.plan.wires],
        "left_out": [to_json(one) for one in up.plan.left_out],
        "change": None if up.change is None else _change(up.change),
        "seconds": round(up.seconds, 3),
    }


def _change(change: LabChange) -> dict[str, Any]:
    return {
        "added": list(change.added),
        "removed": list(change.removed),
        "rewired": list(change.rewired),
        "changed": {node: list(files) for node, files in change.changed},
    }


def _changes(change: LabChange) -> Iterator[str]:
    for word, names in (("new", change.added), ("gone", change.removed), ("wired anew", change.rewired)):
        if names:
            yield f"{word}: {', '.join(names[:_SHOWN])}{_more(names)}\n"
    for node, files in change.changed[:_SHOWN]:
        yield f"{node}: loaded {', '.join(files)}\n"
    yield f"and {len(change.changed) - _SHOWN} more nodes\n" if len(change.changed) > _SHOWN else ""


def _more(names: Sequence[object]) -> str:
    return f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""


def _left_out(left_out: Sequence[LeftOut]) -> Iterator[str]:
    kinds = Counter((one.feature, one.why, one.instead) for one in left_out)
    if kinds:
        yield "what the lab lacks of the real network:\n"
    for (feature, why, instead), number in kinds.most_common(_SHOWN):
        times = f" ({number} times)" if number > 1 else ""
        yield f"  {feature}: {why}{times}{f'; instead: {instead}' if instead else ''}\n"
    yield f"  and {len(kinds) - _SHOWN} kinds more: --json has all\n" if len(kinds) > _SHOWN else ""


def status_text(labs: Sequence[LabStatus]) -> str:
    """Return a line a lab, and one for each node with which something is wrong."""
    return "".join(map(_status, labs)) if labs else "no lab is up\n"


def _status(lab: LabStatus) -> str:
    ill = [one for one in lab.nodes if one.troubles]
    kinds = Counter(one.kind for one in lab.nodes)
    size = ", ".join(
        f"{number} {kind}{'s' if number != 1 and kind != 'outside' else ''}" for kind, number in sorted(kinds.items())
    )
    word = "is up" if lab.whole else "is up, with troubles" if lab.state.complete else "did not come up whole"
    limit = f", limited to {' '.join(lab.state.limit)}" if lab.state.limit else ""
    text = f"{lab.state.network} ({lab.state.folder}) {word}: {size}, VRFs as {lab.state.vrfs}{limit}\n"
    if not lab.state.complete:
        text += "  govnetgen lab up makes it anew, govnetgen lab down takes it away\n"
    text += columns([(f"  {one.name}", "; ".join(one.troubles)) for one in ill]) if ill else ""
    if lab.state.failed:
        text += f"  failed on purpose: {', '.join(lab.state.failed)} ({count(len(lab.cut), 'wire')} cut)\n"
    return text


def status_json(labs: Sequence[LabStatus]) -> dict[str, Any]:
    """Return everything as JSON."""
    return {
        "labs": [
            {
                "network": one.state.network,
                "folder": one.state.folder,
                "limit": list(one.state.limit),
                "vrfs": one.state.vrfs.value,
                "whole": one.whole,
                "management": one.state.management or None,
                "failed": list(one.state.failed),
                "cut": list(one.cut),
                "nodes": [_node(one, node) for node in one.nodes],
            }
            for one in labs
        ]
    }


def _node(lab: LabStatus, node: NodeStatus) -> dict[str, Any]:
    return {
        "name": node.name,
        "kind": node.kind,
        "namespace": lab.state.namespace(node.name),
        "management": node.management or None,
        "troubles": list(node.troubles),
    }


def outage_text(outage: Outage, word: str) -> str:
    """Say which wires were cut or put back."""
    return f"{word}: {', '.join(outage.wires) or 'nothing, it was so already'}\n"


def outage_json(outage: Outage) -> dict[str, Any]:
    """Return it as JSON."""
    return {"names": list(outage.names), "wires": list(outage.wires)}


def down_text(down: TakenDown | None) -> str:
    """Say what was taken away."""
    if down is None:
        return "nothing was up\n"
    return f"{down.network} is down: {count(down.nodes, 'node')} and hosts are gone\n"


def down_json(down: TakenDown | None) -> dict[str, Any]:
    """Return it as JSON."""
    return {"network": down.network if down else None, "nodes": down.nodes if down else 0}
