"""An inventory of Ansible in the form that its inventory scripts print."""

import json
from collections.abc import Mapping
from typing import Any

from govnetgen.workflow.export_ansible import AnsibleInventory


def ansible_json(inventory: AnsibleInventory) -> dict[str, Any]:
    """Return the document of ``--list``, variables of all hosts included, so that Ansible asks once."""
    return {
        "_meta": {"hostvars": {name: dict(variables) for name, variables in inventory.hosts.items()}},
        "all": {"children": ["ungrouped", *inventory.groups]},
        **{name: {"hosts": list(hosts)} for name, hosts in inventory.groups.items()},
    }


def ansible_text(document: Mapping[str, Any]) -> str:
    """Return the document as the text of a file."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
