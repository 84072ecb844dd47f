"""WordprocessingML elements by their local names: the strict and the usual namespace read alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def name_of(element: Any) -> str:
    """The local name; the empty string for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Any | None, name: str) -> Any | None:
    """The first child of that name."""
    if element is not None:
        for item in element:
            if name_of(item) == name:
                return item
    return None


def descend(element: Any, name: str) -> Iterator[Any]:
    """All elements below of that name."""
    return (item for item in element.iter() if name_of(item) == name)


def value(element: Any | None, attribute: str = "val") -> str:
    """An attribute by its local name, or the empty string."""
    if element is not None:
        for key, text in element.attrib.items():
            if key.rpartition("}")[2] == attribute:
                return str(text)
    return ""


def is_on(element: Any | None) -> bool:
    """Whether a switch such as ``w:vanish`` is there and not switched off."""
    return element is not None and value(element).lower() not in ("0", "false", "off")
