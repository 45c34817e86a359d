"""Records: a class of named fields into a frozen attrs class that is equal by value and quick to build.

attrs writes and compiles the text of `__eq__`, `__hash__` and `__repr__` anew for every class. A command builds
a hundred classes before it does anything; here the three are shared, and building one takes half the time.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import attrs

__all__ = ["frozen"]


def _frozen(cls: type[Any] | None = None, **given: Any) -> Any:
    """Like attrs.frozen: slots, immutable, equal and hashed by its fields, shown with them.

    Of `field`, eq=False, hash=False and repr=False are obeyed. What is said about eq or the hash, attrs does.
    """
    if cls is None:
        return partial(_frozen, **given)
    is_shared = given.keys() <= {"repr", "kw_only"}
    made: Any = attrs.frozen(cls, **{**given, "eq": given.get("eq", not is_shared), "repr": False})
    if is_shared:
        made.__eq__, made.__hash__ = _comparing(made)
    if given.get("repr", True):
        made.__repr__ = _shown
    return made


def _comparing(made: type[Any]) -> tuple[Callable[..., bool], Callable[..., int]]:
    """Two records are equal when they are of one class and the values of their fields are equal."""
    fields = attrs.fields(made)
    compared = _values([field.name for field in fields if field.eq])
    hashed = _values([field.name for field in fields if field.eq and field.hash is not False])

    def __eq__(self: object, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return compared(self) == compared(other)

    def __hash__(self: object) -> int:
        return hash(hashed(self))

    return __eq__, __hash__


def _values(names: list[str]) -> Callable[[object], object]:
    """What gives the values of some fields of a record, as one thing that can be compared and hashed."""
    return attrgetter(*names) if names else lambda _: None


def _shown(self: Any) -> str:
    shown = (
        f"{field.name}={getattr(self, field.name)!r}" for field in attrs.fields(type(self)) if field.repr
    )
    return f"{type(self).__qualname__}({', '.join(shown)})"


if TYPE_CHECKING:
    from attrs import frozen  # to a type checker it is the same
else:
    frozen = _frozen
