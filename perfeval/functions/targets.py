"""Functions of targets: 完成率, the rate at which an actual reaches its target; 定性, whether it is words."""

from __future__ import annotations

from perfeval.core.types import RATIO_TYPE, BooleanType, QuantityType, TargetType, Type
from perfeval.diagnostics import Words
from perfeval.function import Function, Mismatch
from perfeval.values.completion import completion
from perfeval.values.targets import Form, Target


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


def _target(types: tuple[Type, ...]) -> Type | Mismatch:
    if not isinstance(types[0], TargetType):
        return Mismatch(0, Words("指标值（登记为“目标”的数据或列）", "a target, declared as target"))
    return BooleanType()


def _is_in_words(target: Target) -> bool:
    return target.form is Form.PHRASE


QUALITATIVE = Function(
    Words("定性", "qualitative"),
    (1, 1),
    _target,
    Words("指标值是不是一句话，如“有效提升”", "whether a target is words, such as 有效提升, and no figure"),
    body=_is_in_words,
    is_number=False,
)
FUNCTIONS = (COMPLETION, QUALITATIVE)
