"""Functions of dates: 天数 days, 工作日 working_days, 年 year, 月 month."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from perfeval.core.bounds import Bounds
from perfeval.core.types import RATIO_TYPE, DateType, NumberType, Type
from perfeval.diagnostics import Words
from perfeval.function import Function, Mismatch, Trend

DAYS_TYPE = NumberType((("day", 1),))
WORKING_DAYS_TYPE = NumberType((("count:工作日", 1),))
_A_WEEK, _WORKING = 7, 5


def _dates_to(result: Type, types: tuple[Type, ...]) -> Type | Mismatch:
    for index, type in enumerate(types):
        if not isinstance(type, DateType):
            return Mismatch(index, Words("日期", "a date"))
    return result


def _days_type(types: tuple[Type, ...]) -> Type | Mismatch:
    return _dates_to(DAYS_TYPE, types)


def _working_days_type(types: tuple[Type, ...]) -> Type | Mismatch:
    return _dates_to(WORKING_DAYS_TYPE, types)


def _figure_type(types: tuple[Type, ...]) -> Type | Mismatch:
    return _dates_to(RATIO_TYPE, types)


def days(start: date, end: date) -> Fraction:
    """The days from one date to another; below zero where the second is earlier."""
    return Fraction(end.toordinal() - start.toordinal())


def working_days(start: date, end: date) -> Fraction:
    """The days from Monday to Friday after one date, up to another and with it; below zero backwards."""
    return Fraction(_working_days_until(end) - _working_days_until(start))


def _working_days_until(day: date) -> int:
    """The days from Monday to Friday since the first of all days, a Monday."""
    weeks, rest = divmod(day.toordinal(), _A_WEEK)
    return weeks * _WORKING + min(rest, _WORKING)


def _year(day: date) -> Fraction:
    return Fraction(day.year)


def _month(day: date) -> Fraction:
    return Fraction(day.month)


DAYS = Function(
    Words("天数", "days"),
    (2, 2),
    _days_type,
    Words(
        "天数(起, 止)：从起到止过了多少天（天）；同一天为0，止在前为负",
        "days(from, to): how many days after the first date the second is; below zero where it is earlier",
    ),
    body=days,
    trends=(Trend.FALLS, Trend.RISES),
)
WORKING_DAYS = Function(
    Words("工作日", "working_days"),
    (2, 2),
    _working_days_type,
    Words(
        "工作日(起, 止)：从起的次日到止有多少个工作日，只除去周六、周日，不看法定节假日和调休",
        "working_days(from, to): days from Monday to Friday after the first date up to the second; holidays count",
    ),
    body=working_days,
    trends=(Trend.FALLS, Trend.RISES),
)
YEAR = Function(
    Words("年", "year"),
    (1, 1),
    _figure_type,
    Words("日期的年份，如2024", "the year of a date, such as 2024"),
    body=_year,
    bounds=Bounds(Fraction(1), Fraction(9999)),
    trends=(Trend.RISES,),
)
MONTH = Function(
    Words("月", "month"),
    (1, 1),
    _figure_type,
    Words("日期的月份，1至12", "the month of a date, from 1 to 12"),
    body=_month,
    bounds=Bounds(Fraction(1), Fraction(12)),
    trends=(Trend.NEITHER,),
)
FUNCTIONS = (DAYS, WORKING_DAYS, YEAR, MONTH)
