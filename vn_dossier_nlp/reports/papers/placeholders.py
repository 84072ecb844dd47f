"""What the text of a template may say: its placeholders, and loops and conditions over them; nothing else runs.

A template is a file from outside. Beside Jinja's sandbox only a short list of constructions is let through, so that
no template can loop for ever, build a text without end or reach anything but the values of the paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from jinja2 import StrictUndefined, Template, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from vn_dossier_nlp.reports.papers.records import Paper

_OUTPUT = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const)
_CONDITIONS = (nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.Not, nodes.And, nodes.Or)
_FILTERS = ("upper", "lower", "length")
_LOOP = ("first", "last", "index", "length")
_DEEPEST = 3  # loops within loops


class PlaceholderError(TemplateSyntaxError):
    """A template says something that it may not; the message names it."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Escapes every value for XML; a template is looked over before it runs. ``used``: the placeholders it has."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.used: set[str] = set()
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in _FILTERS}

    def from_string(self, source: Any, globals: Any = None, template_class: Any = None) -> Template:  # noqa: A002
        """The template of a text. Raises PlaceholderError for what it may not say."""
        tree = self.parse(source)
        _look_over(tree.body, frozenset(NAMES), 0)
        self.used |= {node.name for node in tree.find_all(nodes.Name) if node.name in NAMES}
        return super().from_string(source, globals, template_class)


def _members(record: Any) -> Iterator[tuple[Any, str, Any]]:
    """(record, field, record of its rows) of a record and of all that it holds."""
    hints = get_type_hints(record)
    for field in fields(record):
        kind = hints[field.name]
        inner = get_args(kind)[0] if get_origin(kind) is tuple else kind
        yield record, field.name, inner if get_origin(kind) is tuple else None
        if is_dataclass(inner):
            yield from _members(inner)


_ALL = tuple(_members(Paper))
NAMES = tuple(name for record, name, _ in _ALL if record is Paper)
"""The placeholders that stand alone."""

PARTS = frozenset(name for record, name, _ in _ALL if record is not Paper)
"""What may follow the point after the name of a row: ``reason.name``."""

LISTS = frozenset(name for _, name, rows in _ALL if rows is not None)
"""What a loop may go through."""


def _look_over(found: Iterable[nodes.Node], names: frozenset[str], depth: int) -> None:
    for node in found:
        if isinstance(node, nodes.For):
            _loop(node, names, depth)
        elif isinstance(node, nodes.Name):
            _known(node.name in names, node, node.name)
        elif isinstance(node, nodes.Getattr):
            own = isinstance(node.node, nodes.Name) and node.node.name == "loop"
            _known(node.attr in (_LOOP if own else PARTS), node, node.attr)
            _look_over([node.node], names, depth)
        elif isinstance(node, nodes.Filter):
            _known(node.name in _FILTERS and not node.args, node, node.name)
            _look_over(node.iter_child_nodes(), names, depth)
        else:
            _known(isinstance(node, (*_OUTPUT, *_CONDITIONS)), node, type(node).__name__)
            _look_over(node.iter_child_nodes(), names, depth)


def _loop(node: nodes.For, names: frozenset[str], depth: int) -> None:
    rows, target = node.iter, node.target
    through = rows.attr if isinstance(rows, nodes.Getattr) else getattr(rows, "name", type(rows).__name__)
    _known(through in LISTS and depth < _DEEPEST and not node.recursive, node, through)
    _known(isinstance(target, nodes.Name) and target.name not in NAMES, node, getattr(target, "name", "for"))
    _look_over([rows, *([node.test] if node.test else [])], names, depth)
    inner = names | {"loop", getattr(target, "name", "")}
    _look_over(node.body, inner, depth + 1)
    _look_over(node.else_, names, depth)


def _known(allowed: bool, node: nodes.Node, name: str) -> None:
    if not allowed:
        raise PlaceholderError(name, node.lineno)
