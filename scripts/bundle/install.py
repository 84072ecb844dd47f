"""Installs the program from this folder alone, without network.

usage: python install.py [FOLDER]      (FOLDER: where the program goes, default ./vn-dossier; must not exist)

Every file is compared with SHA256SUMS first; where one differs, is missing or is not listed, nothing is installed.
Needs a Python like the one that the bundle was made with, and no administrator.
"""

import hashlib
import os
import platform
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
SUMS = "SHA256SUMS"


def main():
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "vn-dossier").absolute()
    if target.exists():
        sys.exit(f"{target}: already there; name another folder or remove it")
    wheel, extras, made_for = (HERE / "requirement.txt").read_text(encoding="utf-8").split("\n")[:3]
    faults = compared()
    if faults:
        sys.exit("\n".join([*faults, "Nothing was installed: get the bundle again."]))
    if made_for != this_system():
        sys.exit(f"This bundle is for {made_for}; this is {this_system()}. Nothing was installed.")
    venv.create(target, with_pip=True)
    scripts = target / ("Scripts" if os.name == "nt" else "bin")
    wanted = str(HERE / "wheels" / wheel) + (f"[{extras}]" if extras else "")
    command = [str(scripts / "python"), "-m", "pip", "--isolated", "install", "--disable-pip-version-check", "--quiet"]
    own = {**os.environ, "PIP_CONFIG_FILE": os.devnull}  # no place of wheels but this one
    subprocess.run([*command, "--no-index", "--find-links", str(HERE / "wheels"), wanted], check=True, env=own)
    print(f"Installed. Try: {scripts / 'vn-dossier'} doctor")


def compared():
    """What does not agree with SHA256SUMS, a line each."""
    listed = dict(reversed(line.split("  ", 1)) for line in (HERE / SUMS).read_text(encoding="utf-8").splitlines())
    there = {path.relative_to(HERE).as_posix() for path in HERE.rglob("*") if path.is_file()} - {SUMS}
    faults = [f"{name}: missing" for name in sorted(set(listed) - there)]
    faults += [f"{name}: not in {SUMS}" for name in sorted(there - set(listed)) if name.startswith("wheels/")]
    return faults + [f"{name}: wrong checksum" for name in sorted(there & set(listed)) if digest(name) != listed[name]]


def digest(name):
    with (HERE / name).open("rb") as file:
        found = hashlib.sha256()
        while block := file.read(1 << 20):
            found.update(block)
    return found.hexdigest()


def this_system():
    version = ".".join(platform.python_version_tuple()[:2])
    return f"{platform.python_implementation()} {version} {platform.system()} {platform.machine()}"


if __name__ == "__main__":
    main()
