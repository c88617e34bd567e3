"""Write what is generated: docs/inventory.md, the platform tables of the READMEs, and examples in docs/errors.

An example comes from the gallery in tests/errors: what is said there is what is shown.

    python tools/generate_docs.py [--check]

With --check nothing is written; it fails if something is not up to date.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from govnetgen.platform import FEATURES, Platform, platforms
from govnetgen.workflow.schemas import schemas

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh.md")
_TABLE = re.compile(r"(<!-- platforms:begin -->\n).*?(<!-- platforms:end -->)", re.DOTALL)

_HEAD = """\
# The inventory, key by key

A network is a folder of these files. This page is made from the schema that checks them (`tools/generate_docs.py`);
`govnetgen schema -o DIR` writes the same as JSON Schema, for editors. **Bold** keys are required.

Values are YAML 1.2 scalars: `no` is a word and `65000:30` is text. Unknown keys, duplicate keys, anchors and `<<` are
errors. A secret is never written here, only its name, as `"secret:ntp"`.
"""

_EXAMPLE = re.compile(r"(?:^    .*\n)+", re.MULTILINE)
_SAID = re.compile(r"\S.*?: (?:error|warning)\[(?P<code>[a-z0-9-]+)\]: ")
_ACRONYMS = frozenset({"aaa", "bgp", "dhcp", "ipsec", "nat", "ntp", "snmp", "ssh", "vlan", "vpn"})

Schema = Mapping[str, Any]


def main() -> int:
    """Write or check everything that is generated."""
    stale = [path for path, text in generated().items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in sys.argv[1:]:
        for path in stale:
            sys.stderr.write(f"{path.relative_to(ROOT)} is not up to date: run python tools/generate_docs.py\n")
        return 1 if stale else 0
    for path in stale:
        path.write_text(generated()[path], encoding="utf-8")
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
    return 0


def generated() -> dict[Path, str]:
    """Return every generated file's whole text."""
    found = {ROOT / "docs" / "inventory.md": inventory_page()}
    for name in READMES:
        path = ROOT / name
        if path.exists() and (text := path.read_text("utf-8")) and _TABLE.search(text):
            found[path] = _TABLE.sub(lambda match: match[1] + platform_table() + match[2], text)
    examples = gallery()
    for path in sorted((ROOT / "docs" / "errors").glob("*.md")):
        if path.stem in examples:
            shown = "".join(f"    {line}\n" for line in examples[path.stem])
            found[path] = _EXAMPLE.sub(lambda _, shown=shown: shown, path.read_text("utf-8"), count=1)
    return found


def gallery() -> dict[str, list[str]]:
    """Return what is said of each code in the gallery, in a case that says little else."""
    found: dict[str, list[str]] = {}
    cases = [
        path.read_text("utf-8").splitlines() for path in sorted((ROOT / "tests" / "errors").glob("*/expected.txt"))
    ]
    for lines in sorted(cases, key=lambda lines: sum(_SAID.match(line) is not None for line in lines)):
        code = ""
        for line in lines:
            if said := _SAID.match(line):
                code = said["code"] if said["code"] not in found else ""
            if code:
                found.setdefault(code, []).append(line)
    return found


def inventory_page() -> str:
    """Return the page of every key of every file."""
    return "\n".join([_HEAD, *(part for file, schema in schemas().items() for part in _file(file, schema))])


def _file(file: str, schema: Schema) -> Iterator[str]:
    yield f"## {file}\n"
    yield from _object(schema, schema)
    for name, part in sorted(schema.get("$defs", {}).items()):
        if part.get("type") == "object" and part.get("properties"):
            yield f"### {_title(name)}\n"
            yield from _object(part, schema)


def _object(part: Schema, whole: Schema) -> Iterator[str]:
    if part.get("description"):
        yield _prose(part["description"]) + "\n"
    properties = part.get("properties")
    if properties is None:
        yield f"By name: {_form(part, whole)}.\n"
        return
    yield "| key | what is written | default | meaning |\n|---|---|---|---|"
    for key, value in properties.items():
        shown = f"**`{key}`**" if key in part.get("required", ()) else f"`{key}`"
        default = value.get("default")
        # an object's default repeats the defaults of its own keys
        default = "" if default in (None, "", []) or isinstance(default, dict) else f"`{_scalar(default)}`"
        yield f"| {shown} | {_form(value, whole)} | {default} | {_cell(value.get('description', ''))} |"
    yield ""


def _form(part: Schema, whole: Schema) -> str:
    """Say in words and examples what may be written."""
    if "$ref" in part:
        name = part["$ref"].rpartition("/")[2]
        target = whole["$defs"][name]
        if target.get("type") == "object" and target.get("properties"):
            return f"[{_title(name)}](#{_title(name).replace(' ', '-').lower()})"
        return _form(target, whole)
    if "anyOf" in part:
        forms = [_form(one, whole) for one in part["anyOf"] if one.get("type") != "null"]
        return " or ".join(dict.fromkeys(forms))
    if "enum" in part:
        return ", ".join(f"`{_scalar(one)}`" for one in part["enum"])
    if "const" in part:
        return f"`{_scalar(part['const'])}`"
    if part.get("type") == "array":
        held = _form(part["items"], whole)
        return f"list of {held}s" if held in ("name", "text") else f"list of {held}"
    if part.get("type") == "object":
        held = part.get("additionalProperties")
        return f"NAME: {_form(held, whole)}" if isinstance(held, dict) else "mapping"
    return _plain(part)


def _plain(part: Schema) -> str:
    if part.get("title") == "Name":
        return "name"
    if part.get("examples"):
        return f"{part.get('title', 'text').lower()}, as `{_scalar(part['examples'][0])}`"
    words = {"integer": "number", "number": "number", "boolean": "`true`, `false`", "string": "text"}
    word = words.get(part.get("type", ""), "any value")
    if "minimum" in part and "maximum" in part:
        word += f" {part['minimum']}–{part['maximum']}"
    return word


def _scalar(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _title(name: str) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removesuffix("Entry").removesuffix("File")).lower().split()
    said = " ".join(word.upper() if word in _ACRONYMS else word for word in words)
    return said[0].upper() + said[1:]


def _prose(text: str) -> str:
    return text.replace("``", "`")


def _cell(text: str) -> str:
    return _prose(text).replace("\n", " ").replace("|", "\\|")


def platform_table() -> str:
    """Return the table of what each platform's dialects can express, made from what they say of themselves."""
    held = [(platform, name) for platform in platforms().values() for name in platform.dialects]
    lines = ["| Platform | Dialect | |", "|---|---|---|"]
    lines += [f"| `{one.name}` | `{name}` | {one.title}: {one.dialects[name].title} |" for one, name in held]
    lines += ["", "| | " + " | ".join(f"`{name}`" for _, name in held) + " |", "|---" * (len(held) + 1) + "|"]
    notes: dict[str, int] = {}
    for feature in FEATURES:
        cells = [_support(platform, name, feature, notes) for platform, name in held]
        lines.append(f"| {feature.replace('_', ' ')} | " + " | ".join(cells) + " |")
    lines.append("")
    lines += [f"{number}. {why}" for why, number in notes.items()]
    return "\n".join(lines) + "\n"


def _support(platform: Platform, dialect: str, feature: str, notes: dict[str, int]) -> str:
    support = platform.support(feature, platform.dialects[dialect])
    return "✓" if support.supported else f"({notes.setdefault(support.why, len(notes) + 1)})"


if __name__ == "__main__":
    sys.exit(main())
