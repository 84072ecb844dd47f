"""Writes the next version of the register's schema from ``register/tables.py``, to be looked over and completed.

python scripts/write_register_version.py 0003 "what changes"
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory

from vn_dossier_nlp.register.database import engine_of, located, writing
from vn_dossier_nlp.register.schema import config, run_to
from vn_dossier_nlp.settings import Settings


def main(arguments: list[str]) -> int:
    """Compare the tables with a register of the newest version and write what differs."""
    version, message = arguments
    with tempfile.TemporaryDirectory() as folder:
        engine = engine_of(located(str(Path(folder) / "register.db"), Settings()))
        with writing(engine) as connection:
            settings = config(connection)
            if ScriptDirectory.from_config(settings).get_current_head():
                run_to(connection, "head")
            command.revision(settings, message=message, autogenerate=True, rev_id=version)
        engine.dispose()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
