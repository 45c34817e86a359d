"""Types: what kind of value a term denotes, numbers with their dimension."""

from __future__ import annotations

from perfeval.records import frozen
from perfeval.values.units import Dimension


@frozen
class NumberType:
    """An exact number. `dimension` is None for a bare number written without a unit, which fits any."""

    dimension: Dimension | None


@frozen
class BooleanType:
    """是否"""


@frozen
class TextType:
    """文本"""


@frozen
class DateType:
    """日期"""


@frozen
class TargetType:
    """目标: a 指标值 as people write it."""


@frozen
class QuantityType:
    """数量: an actual in whatever unit it was written with."""


@frozen
class ChoiceType:
    """选项: one of a closed list."""

    choices: tuple[str, ...]


@frozen
class ColumnType:
    """A column of numbers, as a function takes it: row by row, None for a row that does not apply."""

    dimension: Dimension | None


@frozen
class UnknownType:
    """The type of what is itself at fault: nothing more is said of it."""


Type = (
    NumberType
    | BooleanType
    | TextType
    | DateType
    | TargetType
    | QuantityType
    | ChoiceType
    | ColumnType
    | UnknownType
)

RATIO_TYPE = NumberType(())
BARE_TYPE = NumberType(None)
POINTS_TYPE = NumberType((("points", 1),))
