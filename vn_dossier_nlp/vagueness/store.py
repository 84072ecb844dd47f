"""Models on disk: one skops file, never a pickle, with its card beside it; lookup, saving and the checks of
loading.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import warnings
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from vn_dossier_nlp.errors import ModelError
from vn_dossier_nlp.vagueness.card import ModelCard, card_text, current_versions, feature_schema, read_card
from vn_dossier_nlp.vagueness.model import Model, Row
from vn_dossier_nlp.vagueness.shelf import user_shelf

# Types that a model of this program holds and skops does not trust by itself. Anything else in a file is
# refused.
TRUSTED: tuple[str, ...] = ()
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say: the same model gives the same bytes
_LARGEST = 50_000_000  # bytes; the shipped model has a thousandth of it
_CLOSE = 1e-6  # how far a replayed probability may be off


def save(model: Model, card: ModelCard, path: Path) -> ModelCard:
    """Write the model to ``path`` and its card to the same name with ``.json``; each under a temporary name
    first.
    """
    payload = _pack(model)
    card = replace(card, model_hash=hashlib.sha256(payload).hexdigest())
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, payload)
    _write(card_path(path), card_text(card).encode("utf-8"))
    return card


def card_path(path: Path) -> Path:
    """The place of the card of a model file."""
    return path.with_suffix(".json")


def card_of(path: Path) -> ModelCard:
    """The card of a model file, without the model."""
    if not card_path(path).is_file():
        raise ModelError(f"{path}: the card of the model is missing ({card_path(path).name}); name a trained model")
    return read_card(card_path(path))


def find_model(explicit: Path | None = None) -> Path:
    """The model to use: the one named, else the active one of the user, else the shipped one."""
    if explicit is not None:
        if not explicit.is_file():
            raise ModelError(f"{explicit}: no such model file; train one or leave the option out")
        return explicit
    return user_shelf().active_path


def load_model(path: Path) -> tuple[Model, ModelCard]:
    """A model and its card, checked: hash, feature schema, types, and reference inputs where scikit-learn
    differs.
    """
    card = card_of(path)
    try:
        size = path.stat().st_size
        payload = path.read_bytes() if size <= _LARGEST else b""
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error}); check the path and the rights") from error
    if hashlib.sha256(payload).hexdigest() != card.model_hash:
        raise ModelError(f"{path}: the file is not the one that its card describes; copy both again or train again")
    if card.features != feature_schema():
        raise ModelError(f"{path}: was made for other features ({card.versions.get('program')}); train again")
    model = _unpack(payload, path, card)
    if version_note(card):
        replay(model, card, path)
    return model, card


def version_note(card: ModelCard) -> tuple[str, str] | None:
    """(scikit-learn here, scikit-learn of the model) where they differ: the model was accepted by its references."""
    made, here = card.versions.get("scikit-learn", "?"), current_versions()["scikit-learn"]
    return None if made == here else (here, made)


def replay(model: Model, card: ModelCard, path: Path) -> None:
    """Try the reference inputs of the card. Raises ModelError where a probability is not what it was."""
    if not card.references:
        raise ModelError(f"{path}: its card holds no reference inputs to try it by; train again on the same labels")
    rows = [Row(tuple(row["values"]), row["words"]) for row in card.references]
    expected = [float(row["probability"]) for row in card.references]
    off = max((abs(a - b) for a, b in zip(model.probabilities(rows), expected, strict=True)), default=0.0)
    if not off <= _CLOSE:  # what is no number is refused too
        made, here = card.versions.get("scikit-learn"), current_versions()["scikit-learn"]
        raise ModelError(
            f"{path}: gives other probabilities under scikit-learn {here} than under {made}, {off:.1e} off; "
            f"train again on the same labels (vn-dossier train) or install scikit-learn {made}"
        )


def _pack(model: Model) -> bytes:
    """The fitted parts as skops bytes with a fixed date and a fixed order of entries."""
    import skops.io

    parts = {
        "scaler": model.scaler,
        "vectorizer": _without_addresses(model.vectorizer),
        "logit": model.logit,
        "platt": model.platt,
        "word_factor": model.word_factor,
    }
    return fixed_zip(_stable_ids(skops.io.dumps(parts)))


def _without_addresses(vectorizer: Any) -> Any:
    """A copy without what scikit-learn remembers by its address in memory (the list of stop words)."""
    import copy

    bare = copy.copy(vectorizer)
    if bare is not None:
        bare.__dict__.pop("_stop_words_id", None)
    return bare


def _stable_ids(payload: bytes) -> bytes:
    """skops names objects by their address in memory; number them in their order instead."""
    import json

    numbers: dict[int, int] = {}

    def renumber(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                key: numbers.setdefault(item, len(numbers)) if key == "__id__" else renumber(item)
                for key, item in value.items()
            }
        return [renumber(item) for item in value] if isinstance(value, list) else value

    with zipfile.ZipFile(io.BytesIO(payload)) as source:
        entries = {name: source.read(name) for name in source.namelist()}
    schema = renumber(json.loads(entries["schema.json"]))
    names = _renamed(schema, [name for name in entries if name != "schema.json"])
    text = json.dumps(schema, ensure_ascii=False)
    for old, new in names.items():
        text = text.replace(json.dumps(old), json.dumps(new))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("schema.json", text)
        for old, new in names.items():
            target.writestr(new, entries[old])
    return out.getvalue()


def _renamed(schema: Any, names: Sequence[str]) -> dict[str, str]:
    """{name of an entry: "0.npy", ...} in the order in which the schema speaks of them."""
    import json

    text = json.dumps(schema, ensure_ascii=False)
    ordered = sorted(names, key=lambda name: text.index(json.dumps(name)))
    return {name: f"part-{number}{Path(name).suffix}" for number, name in enumerate(ordered)}


def fixed_zip(payload: bytes) -> bytes:
    """A zip with the same entries, whose dates and attributes are fixed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(payload)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(source.namelist()):
            entry = zipfile.ZipInfo(name, _FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            target.writestr(entry, source.read(name))
    return out.getvalue()


def _unpack(payload: bytes, path: Path, card: ModelCard) -> Model:
    import skops.io

    try:
        unknown = sorted(set(skops.io.get_untrusted_types(data=payload)) - set(TRUSTED))
        if unknown:
            raise ModelError(f"{path}: holds types that are not trusted ({', '.join(unknown)}); do not use this file")
        with warnings.catch_warnings():
            # scikit-learn warns of every part made by another version; here the references are replayed instead.
            warnings.simplefilter("ignore")
            parts = skops.io.loads(payload, trusted=list(TRUSTED))
        return Model(
            parts["scaler"],
            parts["vectorizer"],
            parts["logit"],
            parts["platt"],
            float(parts["word_factor"]),
            tuple(card.factors),
        )
    except ModelError:
        raise
    except Exception as error:  # skops raises whatever a broken file leads it to
        raise ModelError(
            f"{path}: is no model of this program ({type(error).__name__}); train again or reinstall"
        ) from error


def _write(path: Path, payload: bytes) -> None:
    """Whole or not at all: written beside the place, then renamed."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(payload)
        os.replace(temporary, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
