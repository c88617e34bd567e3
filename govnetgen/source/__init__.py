"""Files that people write, as located values: YAML documents and tables. The one place that reads an inventory."""

from govnetgen.source.file import SIZE_LIMIT, read_bytes
from govnetgen.source.table import Row, Table, read_table
from govnetgen.source.yaml import Document, read_yaml

__all__ = ["SIZE_LIMIT", "Document", "Row", "Table", "read_bytes", "read_table", "read_yaml"]
