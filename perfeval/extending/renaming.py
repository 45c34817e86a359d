"""Renaming: an inherited indicator under another name, in its own lines and wherever others speak of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

import attrs
from attrs import evolve

from perfeval import nodes

_Node = TypeVar("_Node", bound=nodes.Node)


def with_members(node: _Node, names: Mapping[str, str]) -> _Node:
    """A node in which 预算执行率.得分 speaks of the new name."""

    def renamed(part: nodes.Node) -> nodes.Node:
        if isinstance(part, nodes.Member) and part.owner.name in names:
            return evolve(part, owner=evolve(part.owner, name=names[part.owner.name]))
        return part

    return cast(_Node, mapped(node, renamed))


def with_own(node: _Node, old: str, new: str) -> _Node:
    """An indicator's line in which its own definition, and what speaks of it, has the new name."""

    def renamed(part: nodes.Node) -> nodes.Node:
        if isinstance(part, nodes.Definition | nodes.Name) and part.name == old:
            return evolve(part, name=new)
        return part

    return cast(_Node, mapped(node, renamed))


def mapped(node: nodes.Node, change: Callable[[nodes.Node], nodes.Node]) -> nodes.Node:
    """A node with a change made to it and to everything inside, inner before outer; ids stay."""
    parts: dict[str, Any] = {}
    for attribute in attrs.fields(type(node)):
        value = getattr(node, attribute.name)
        if isinstance(value, nodes.Node):
            parts[attribute.name] = mapped(value, change)
        elif isinstance(value, tuple) and any(isinstance(each, nodes.Node) for each in value):
            parts[attribute.name] = tuple(mapped(each, change) for each in value)
    return change(evolve(node, **parts) if parts else node)
