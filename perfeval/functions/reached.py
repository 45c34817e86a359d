"""The function 达标: whether an actual meets its target."""

from __future__ import annotations

from perfeval.core.types import BooleanType, QuantityType, TargetType, Type
from perfeval.diagnostics import Words
from perfeval.function import Function, Mismatch
from perfeval.values.completion import reached


def _actual_and_target(types: tuple[Type, ...]) -> Type | Mismatch:
    if not isinstance(types[0], QuantityType):
        return Mismatch(0, Words("完成值（登记为“数量”的数据或列）", "an actual, declared as quantity"))
    if not isinstance(types[1], TargetType):
        return Mismatch(1, Words("指标值（登记为“目标”的数据或列）", "a target, declared as target"))
    return BooleanType()


REACHED = Function(
    Words("达标", "reached"),
    (2, 2),
    _actual_and_target,
    Words(
        "达标(完成值, 指标值)：完成值达到了没有；超过5个，正好5个不算；指标值是一句话的，不适用",
        "reached(actual, target): whether it is met, all its parts; not applicable where the target is words",
    ),
    body=reached,
    is_number=False,
)
FUNCTIONS = (REACHED,)
