#!/usr/bin/env bash
# Install the wheel into an empty place without write bits and run `score` and `train` from there.
set -euo pipefail
cd "$(dirname "$0")/.."
place=$(mktemp -d)
trap 'chmod -R u+w "$place"; rm -rf "$place"' EXIT

.venv/bin/python -m build --wheel --outdir "$place/dist" . >/dev/null
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet -c constraints.txt "$place"/dist/*.whl
chmod -R a-w "$place/venv"

mkdir "$place/work"
cp corpora/submissions/texts/a01.txt corpora/submissions/texts/a01b.txt "$place/work/"
cd "$place/work"
export VN_DOSSIER_HOME="$place/home"
"$place/venv/bin/vn-dossier" doctor
"$place/venv/bin/vn-dossier" score a01.txt a01b.txt --format jsonl | grep -c '"verdict"'
"$place/venv/bin/vn-dossier" train --out "$place/home/models/trained.skops" >/dev/null
"$place/venv/bin/vn-dossier" score a01.txt --model "$place/home/models/trained.skops"
