#!/usr/bin/env bash
# Makes the bundle, refuses it with one byte wrong, installs it without network and scores two samples there.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

# A namespace without network where that may be made; else an index that cannot be reached, which pip would show.
if [ "$(id -u)" = 0 ] && unshare -n true 2>/dev/null; then
    offline=(unshare -n)
else
    offline=(env PIP_INDEX_URL=http://127.0.0.1:9/ http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9)
fi

.venv/bin/python scripts/make_bundle.py --out "$place/bundle"
(cd "$place/bundle" && sha256sum --quiet --check SHA256SUMS)

wheel=$(ls "$place"/bundle/wheels/click-*.whl)
cp "$wheel" "$place/kept"
printf 'x' >>"$wheel"
if "${offline[@]}" python3 "$place/bundle/install.py" "$place/spoiled" 2>"$place/told" || [ -e "$place/spoiled" ]; then
    echo "a spoiled wheel was installed"
    exit 1
fi
grep -q "wrong checksum" "$place/told"
cp "$place/kept" "$wheel"

cd "$place"
"${offline[@]}" python3 bundle/install.py "$place/program"
cp "$root"/corpora/samples/dossiers/{01-*.pdf,05-*.docx} "$place"
export VN_DOSSIER_HOME="$place/home"
"${offline[@]}" "$place/program/bin/vn-dossier" score ./*.pdf ./*.docx --format jsonl >scored.jsonl || cat scored.jsonl
lines=$(grep -c '"outcome":"read"' scored.jsonl || true)
echo "without network: $lines of 2 samples scored; installed $(du -sm "$place/program" | cut -f1) MB"
[ "$lines" = 2 ]
