"""A folder that installs the program on a machine without network: wheels with checksums and their installer.

usage: make_bundle.py [--out DIR] [--extras dask,review]

Holds the wheel of the project and of everything that it needs, in the versions of constraints.txt. Wheels are made for
the system and the Python that run this script: make the bundle on a machine like the one that will use it. `install.py`
there verifies SHA256SUMS and installs with `--no-index`; docs/bundle.md tells the rest.
"""

from __future__ import annotations

import argparse
import hashlib
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SUMS = "SHA256SUMS"
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "dist" / "bundle", help="folder to write; is emptied first")
    parser.add_argument("--extras", default="", help="extras of pyproject.toml to put in, joined by commas")
    given = parser.parse_args()
    extras = [name for name in given.extras.split(",") if name]
    emptied(given.out)
    wheel = project_wheel(given.out / "wheels")
    gather(wheel, extras, given.out / "wheels")
    shutil.copy(ROOT / "constraints.txt", given.out)
    shutil.copy(ROOT / "scripts" / "bundle" / "install.py", given.out)
    (given.out / "requirement.txt").write_text(f"{wheel.name}\n{','.join(extras)}\n{made_for()}\n", encoding="utf-8")
    write_sums(given.out)
    files = [path for path in given.out.rglob("*") if path.is_file()]
    megabytes = sum(path.stat().st_size for path in files) / 1e6
    print(f"{given.out}: {len(files)} files, {megabytes:.0f} MB, for {made_for()}")


def emptied(folder: Path) -> None:
    """An empty folder; one that holds anything but a bundle is left alone."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / SUMS).is_file() and not (folder / "wheels").is_dir():
            raise SystemExit(f"{folder}: is not empty and no bundle; name another folder")
        shutil.rmtree(folder)
    (folder / "wheels").mkdir(parents=True)


def project_wheel(folder: Path) -> Path:
    """The wheel of the project."""
    with tempfile.TemporaryDirectory() as place:
        command = [sys.executable, "-m", "build", "--wheel", "--outdir", place, str(ROOT)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"the wheel could not be built:\n{done.stderr}")
        (made,) = Path(place).glob("*.whl")
        return Path(shutil.copy(made, folder))


def gather(wheel: Path, extras: list[str], folder: Path) -> None:
    """Wheels of all that it needs; what is published as source alone is built here."""
    wanted = f"{wheel}[{','.join(extras)}]" if extras else str(wheel)
    constraints = ["--constraint", str(ROOT / "constraints.txt")]
    subprocess.run([*PIP, "wheel", "--quiet", *constraints, "--wheel-dir", str(folder), wanted], check=True)


def write_sums(folder: Path) -> None:
    """SHA256SUMS as `sha256sum --check` reads it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    lines = [f"{digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in files]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def made_for() -> str:
    """The system that the wheels fit: "CPython 3.11 Linux x86_64"."""
    version = ".".join(platform.python_version_tuple()[:2])
    return f"{platform.python_implementation()} {version} {platform.system()} {platform.machine()}"


if __name__ == "__main__":
    main()
