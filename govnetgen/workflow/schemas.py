"""JSON Schemas of the inventory files, so that editors complete and check while people type."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from govnetgen.diagnostics import InvalidInput, Location, did_you_mean, error
from govnetgen.inventory.schema import FILES
from govnetgen.output import write_atomically

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Schema(GenerateJsonSchema):
    """Defaults as they are written in a file, not as the values they are read into."""

    def encode_default(self, dft: Any) -> Any:
        return str(dft) if isinstance(dft, tuple) and hasattr(dft, "_fields") else super().encode_default(dft)


def schemas() -> Mapping[str, Mapping[str, Any]]:
    """Return the schema of every file, by the file's name."""
    return {
        file: {"$schema": _DIALECT, **model.model_json_schema(schema_generator=_Schema)}
        for file, model in FILES.items()
    }


def schema_of(file: str) -> Mapping[str, Any]:
    """Return a file's schema; raises InvalidInput for a file that there is not."""
    known = schemas()
    for name in (file, f"{file}.yaml"):
        if name in known:
            return known[name]
    hint = did_you_mean(file, known)
    if file in ("units.csv", "units.xlsx"):
        hint = "a table has no JSON Schema; its columns are the keys of units.yaml"
    raise InvalidInput([error("unknown-file", f"no inventory file is called {file!r}", Location("schema"), hint=hint)])


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write every schema into a folder, as ``plan.schema.json``, and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for file, schema in schemas().items():
        path = folder / f"{Path(file).stem}.schema.json"
        write_atomically(path, (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode())
        written.append(path)
    return tuple(written)
