#!/usr/bin/env bash
# The shipped model and the store under the oldest scikit-learn that pyproject.toml allows and the newest that is there.
# Each is put in a folder of its own in front of the environment; numpy and scipy stay. The 50 reference inputs of the
# shipped model are replayed to 1e-6. Where nothing can be installed that is a failure in CI and a note elsewhere.
set -euo pipefail
cd "$(dirname "$0")/.."

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
oldest=$(.venv/bin/python - <<'END'
import re, tomllib
wanted = tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"]
print(next(found[1] for line in wanted if (found := re.match(r"scikit-learn>=([\d.]+)", line))))
END
)

check() { # NAME REQUIREMENT
    local log="$place/$1.log"
    if ! .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: \
        --target "$place/$1" "$2" >"$log" 2>&1; then
        tail -5 "$log" >&2
        echo "$2: cannot be installed here; the shipped model was not tried with it" >&2
        [ "${CI:-}" != true ] || exit 1
        return 0
    fi
    export PYTHONPATH="$place/$1"
    .venv/bin/python -c 'import sklearn; print("scikit-learn", sklearn.__version__)'
    .venv/bin/python -m pytest -q -W ignore tests/vagueness/test_vagueness_store.py
    unset PYTHONPATH
}

check oldest "scikit-learn==$oldest"
check newest scikit-learn
