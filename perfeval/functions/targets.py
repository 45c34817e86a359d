"""Functions of targets: 完成率, the rate at which an actual reaches its target."""

from __future__ import annotations

from perfeval.core.types import RATIO_TYPE, QuantityType, TargetType, Type
from perfeval.diagnostics import Words
from perfeval.function import Function, Mismatch
from perfeval.values.completion import completion


def _actual_and_target(types: tuple[Type, ...]) -> Type | Mismatch:
    if not isinstance(types[0], QuantityType):
        return Mismatch(0, Words("完成值（登记为“数量”的数据或列）", "an actual, declared as quantity"))
    if not isinstance(types[1], TargetType):
        return Mismatch(1, Words("指标值（登记为“目标”的数据或列）", "a target, declared as target"))
    return RATIO_TYPE


COMPLETION = Function(
    Words("完成率", "completion"),
    (2, 2),
    _actual_and_target,
    Words(
        "完成值与指标值之比；反向目标按 目标÷实际",
        "an actual over its target; the other way round where less is better",
    ),
    body=completion,
)
FUNCTIONS = (COMPLETION,)
