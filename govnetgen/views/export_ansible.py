"""An inventory of Ansible in the form that its inventory scripts print."""

import json
from typing import Any

from govnetgen.workflow.export_ansible import AnsibleInventory


def ansible_json(inventory: AnsibleInventory) -> dict[str, Any]:
    """Return the document of ``--list``, variables of all hosts included, so that Ansible asks once."""
    return {
        "_meta": {"hostvars": {name: dict(variables) for name, variables in inventory.hosts.items()}},
        "all": {"children": ["ungrouped", *inventory.groups]},
        **{name: {"hosts": list(hosts)} for name, hosts in inventory.groups.items()},
    }


def ansible_file(inventory: AnsibleInventory) -> str:
    """Return the same inventory as the text of a file, which Ansible wants in another form."""
    children: dict[str, Any] = {
        name: {"hosts": {host: {} for host in hosts}} for name, hosts in inventory.groups.items()
    }
    hosts = {name: dict(variables) for name, variables in inventory.hosts.items()}
    return json.dumps({"all": {"hosts": hosts, "children": children}}, ensure_ascii=False, indent=2) + "\n"
