"""Writes ``docs/parquet.md`` from the columns themselves; ``--check`` only compares.

python scripts/write_parquet_docs.py            # write
python scripts/write_parquet_docs.py --check    # exit 1 where the file is not what the columns say
"""

from __future__ import annotations

import sys
from pathlib import Path

from vn_dossier_nlp.reports.columns import ROWS, dictionary
from vn_dossier_nlp.schema import SCHEMA_VERSION

TARGET = Path(__file__).resolve().parent.parent / "docs" / "parquet.md"

HEAD = f"""\
# The table for researchers (Parquet)

This page is written by `python scripts/write_parquet_docs.py` from `vn_dossier_nlp/reports/columns.py`.

`vn-dossier score PATHS --out DIR --format parquet` (extra `research`) writes one row a dossier, in the order of the
input: the fields of the line ([schema.md](schema.md), version {SCHEMA_VERSION}; it stands in the metadata of the
file under `vn_dossier_schema`). Codes and values only, the same under any `--lang`. The same dossiers make the same
bytes under the same version of pyarrow. Compressed with zstd, {ROWS} rows a group. Personal data and text: nothing
that the line does not have; the texts of the documents are not in it, the quoted spans are.

```python
import polars as pl

table = pl.read_parquet("DIR/dossiers.parquet")
print(table.group_by("verdict").len())
print(table.explode("citations").unnest("citations").group_by("number").len().sort("len", descending=True))
```

A null in `status_...` says that the requirement was not looked at: the dossier was not read, is no submission, or its
pack has no check for it. A lone surrogate, which UTF-8 cannot hold, is written as U+FFFD.

## Columns

"""


def page() -> str:
    """The whole of ``docs/parquet.md``."""
    return HEAD + dictionary()


def main(arguments: list[str]) -> int:
    """Write or compare."""
    text = page()
    if "--check" not in arguments:
        TARGET.write_text(text, encoding="utf-8", newline="\n")
        return 0
    if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == text:
        return 0
    print(f"{TARGET}: not what the columns say; run python scripts/write_parquet_docs.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
