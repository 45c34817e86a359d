"""Units: the words behind a number, to a scale and a dimension."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache, lru_cache

from perfeval.patterns import later
from perfeval.records import frozen

Dimension = tuple[tuple[str, int], ...]
"""Bases and their exponents, sorted by base. A base is money, points, day, month or count:<label>."""

RATIO: Dimension = ()
"""The dimension of a plain number: shares, percentages, multiples."""


@frozen
class Unit:
    """A unit as it was written, and what one of it is in the base unit of its dimension.

    The base units are 元, 分, 天, 月, and one of a label. 万元 is Unit("万元", 10000, money).
    """

    symbol: str
    scale: Fraction
    dimension: Dimension


SCALES: dict[str, int] = {
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}
"""Words that multiply, alone (854万) or before a unit (万元, 千人)."""

# Spellings of each base, with what one of each is in it.
_MONEY = {"角": Fraction(1, 10)} | dict.fromkeys(("元", "圆", "yuan", "RMB", "CNY"), Fraction(1))
_POINTS = dict.fromkeys(("分", "point", "points"), Fraction(1))
_DAY = {
    **dict.fromkeys(("天", "日", "自然日", "个自然日", "日历天", "日历日", "day", "days"), Fraction(1)),
    **dict.fromkeys(("周", "星期", "个星期", "week", "weeks"), Fraction(7)),
    **dict.fromkeys(("小时", "个小时", "时", "hour", "hours"), Fraction(1, 24)),
    **dict.fromkeys(("分钟", "minute", "minutes"), Fraction(1, 1440)),
    **dict.fromkeys(("秒", "秒钟", "second", "seconds"), Fraction(1, 86400)),
}
_MONTH = {
    **dict.fromkeys(("月", "个月", "month", "months"), Fraction(1)),
    **dict.fromkeys(("季", "季度", "个季度", "quarter", "quarters"), Fraction(3)),
    **dict.fromkeys(("年", "year", "years"), Fraction(12)),
}
_RATIO = {
    **dict.fromkeys(("%", "百分比", "个百分点", "百分点", "pct"), Fraction(1, 100)),
    **dict.fromkeys(("percent", "percentage point", "percentage points"), Fraction(1, 100)),
    **dict.fromkeys(("‰", "千分比", "个千分点", "千分点"), Fraction(1, 1000)),
    "倍": Fraction(1),
    "成": Fraction(1, 10),
}

# What is measured rather than counted, by its base. A 公顷 is 15亩; 亩 and 平方米 have no exact decimal
# between them and are kept apart. Bytes go by 1024.
_MEASURES: dict[str, dict[str, Fraction]] = {
    label: {symbol: Fraction(scale) for symbol, scale in (each.split("=") for each in spellings.split())}
    for label, spellings in {
        "米": "米=1 延米=1 m=1 千米=1000 公里=1000 km=1000 厘米=1/100 cm=1/100 毫米=1/1000 mm=1/1000",
        "平方米": "平方米=1 平米=1 ㎡=1 m²=1 平方公里=1000000 平方千米=1000000 km²=1000000",
        "亩": "亩=1 公顷=15",
        "立方米": "立方米=1 立方=1 m³=1 升=1/1000 毫升=1/1000000",
        "公斤": "公斤=1 千克=1 kg=1 斤=1/2 克=1/1000 吨=1000",
        "千瓦时": "千瓦时=1 度=1 kWh=1",
        "千瓦": "千瓦=1 kW=1 瓦=1/1000 兆瓦=1000 MW=1000",
        "GB": "GB=1 MB=1/1024 TB=1024 PB=1048576",
        "比特每秒": "Mbps=1000000 Gbps=1000000000",
        "摄氏度": "摄氏度=1 ℃=1",
        "分贝": "分贝=1 dB=1",
        "标准煤": "吨标准煤=1 吨标煤=1",
    }.items()
}

# How Chinese budget documents count.
_TALLIES = """
个 家 次 篇 人 人次 户 户次 件 件次 条 处 项 项次 起 例 例次 场 场次 期 批 批次 种 只 头 匹 尾 羽
台 台套 台次 套 套次 辆 辆次 座 栋 幢 间 所 名 位 份 门 册 本 部 株 棵 类 宗 艘 架 班 班次 趟 趟次
车次 架次 航次 点 点位 点次 站 站次 段 块 片 张 幅 卷 页 字 盏 根 支 枝 束 把 副 双 对 口 眼 孔 扇
道 盘 箱 盒 瓶 袋 包 捆 桶 罐 杆 组 组次 队 支队 团 拨 轮 轮次 届 回 遍 层 床 床位 席 席位 岗 岗位
学时 课时 学分 课 课次 节 人天 人日 人月 人年 人时 台班 标段 章 集 首 幕 剧 稿 单 笔 单位 村 社区
街道 乡镇 镇 县 款 样 样本 枚 粒 颗 剂 剂次 针 针次 诊次 人份 顶 顿 餐 餐次 碗 棚 宗地 地块 图斑 网格
"""
_LABEL_TWINS = {
    "岁": "岁",
    "周岁": "岁",
    "工作日": "工作日",
    "个工作日": "工作日",
    "工作天": "工作日",
    "workday": "工作日",
    "workdays": "工作日",
    "working days": "工作日",
    "美元": "美元",
    "港元": "港元",
    "港币": "港元",
    "欧元": "欧元",
    "日元": "日元",
    "item": "项",
    "items": "项",
    "person": "人",
    "people": "人",
    "household": "户",
    "households": "户",
}
# Labels that are not a way of counting things: they do not compare with 个, 次, 人 and one another.
_APART = frozenset(_MEASURES) | {"岁", "工作日", "美元", "港元", "欧元", "日元"}


def _entries() -> Iterator[Unit]:
    bases = {"money": _MONEY, "points": _POINTS, "day": _DAY, "month": _MONTH, "": _RATIO}
    for base, spellings in (bases | {f"count:{label}": each for label, each in _MEASURES.items()}).items():
        for symbol, scale in spellings.items():
            yield Unit(symbol, scale, ((base, 1),) if base else RATIO)
    for symbol, label in ({each: each for each in _TALLIES.split()} | _LABEL_TWINS).items():
        yield Unit(symbol, Fraction(1), ((f"count:{label}", 1),))


_PLAIN: dict[str, Unit] = {unit.symbol: unit for unit in _entries()}


def _takes_scale(unit: Unit) -> bool:
    """Whether 万 may stand before the unit: not before shares and points, and not before English words."""
    return unit.dimension not in (RATIO, (("points", 1),)) and not unit.symbol.isascii()


@cache
def known_symbols() -> frozenset[str]:
    """Every spelling of a unit without `/`, scale words included (万元, 万人次); a scale word alone is not."""
    scaled = (scale + symbol for symbol, unit in _PLAIN.items() if _takes_scale(unit) for scale in SCALES)
    return frozenset(_PLAIN).union(scaled)


_ENGLISH_WORDS = {
    "point": "分", "points": "分", "yuan": "元", "RMB": "元", "CNY": "元",
    "second": "秒", "seconds": "秒", "minute": "分钟", "minutes": "分钟", "hour": "小时", "hours": "小时",
    "day": "天", "days": "天", "week": "周", "weeks": "周", "month": "个月", "months": "个月",
    "quarter": "季度", "quarters": "季度", "year": "年", "years": "年",
    "percent": "%", "pct": "个百分点", "percentage point": "个百分点", "percentage points": "个百分点",
    "workday": "工作日", "workdays": "工作日", "working days": "工作日",
    "item": "项", "items": "项", "person": "人", "people": "人", "household": "户", "households": "户",
}  # fmt: skip


def in_chinese(symbol: str) -> str:
    """The Chinese spelling of a unit that is an English word; any other as it is (km, 万元)."""
    return _ENGLISH_WORDS.get(symbol, symbol)


_LABEL = later(r"[A-Za-z\u3400-\u4dbf\u4e00-\u9fff]+")
_BY_LENGTH = sorted(SCALES, key=len, reverse=True)


@lru_cache(maxsize=4096)
def find_unit(symbol: str, *, declaring: bool = False) -> Unit | None:
    """The unit of a spelling: 万元, 个百分点, 万人次, 元/人, 批次/千人, 元/人·年; None when there is none.

    When `declaring`, an unknown word of letters becomes a new count label (赛项; 万赛项 is 10000 of it).
    A scale word alone (万) is no unit.
    """
    over, *under = re.split("[/·]", symbol)
    first = _single(over, declaring)
    if first is None or not under:
        return first
    scale, dimension = first.scale, first.dimension
    for each in under:
        unit = _single(each, declaring)
        if unit is None:
            return None
        scale, dimension = scale / unit.scale, quotient(dimension, unit.dimension)
    return Unit(symbol, scale, dimension) if "/" in symbol else None


def _single(symbol: str, declaring: bool) -> Unit | None:
    """The unit of a spelling without `/`."""
    if symbol in _PLAIN:
        return _PLAIN[symbol]
    for word in _BY_LENGTH:
        unit = _PLAIN.get(symbol[len(word) :]) if symbol.startswith(word) else None
        if unit is not None and _takes_scale(unit):
            return Unit(symbol, SCALES[word] * unit.scale, unit.dimension)
    return _declared(symbol) if declaring else None


def _declared(symbol: str) -> Unit | None:
    """A new count label; None where the spelling has anything but letters or is only a scale word."""
    if symbol in SCALES or not _LABEL.fullmatch(symbol):
        return None
    # Only 万 and 亿: 百货 and 千斤顶 are words, not a hundred of something.
    scale = next((word for word in ("万", "亿") if symbol.startswith(word)), "")
    return Unit(symbol, Fraction(SCALES.get(scale, 1)), ((f"count:{symbol[len(scale) :]}", 1),))


def near_units(symbol: str) -> tuple[str, ...]:
    """At most three known spellings that look like this one; common ones come before rare ones (万餐)."""
    common = sorted(symbol for symbol in known_symbols() if symbol in _PLAIN or symbol.endswith("元"))
    from difflib import get_close_matches

    near = get_close_matches(symbol, common, n=3, cutoff=0.5)
    near += get_close_matches(symbol, sorted(known_symbols()), n=3, cutoff=0.5)
    return tuple(dict.fromkeys(near))[:3]


def product(left: Dimension, right: Dimension) -> Dimension:
    """The dimension of a product: exponents added, bases that cancel dropped."""
    exponents = dict(left)
    for base, exponent in right:
        exponents[base] = exponents.get(base, 0) + exponent
    return tuple(sorted((base, exponent) for base, exponent in exponents.items() if exponent))


def quotient(over: Dimension, under: Dimension) -> Dimension:
    """The dimension of a quotient: 元/人 of 元 and 人, a ratio of 元 and 元."""
    return product(over, tuple((base, -exponent) for base, exponent in under))


_BASE_SYMBOLS = {"money": "元", "points": "分", "day": "天", "month": "月"}


def describe(dimension: Dimension) -> tuple[str, ...]:
    """The base symbols of a dimension for a message, those below the line with `/`: ("元", "/人").

    A ratio is the empty tuple. An exponent beyond one repeats its symbol.
    """
    over = [symbol for symbol, exponent in _symbols(dimension) for _ in range(exponent)]
    under = ["/" + symbol for symbol, exponent in _symbols(dimension) for _ in range(-exponent)]
    return tuple(over + under)


def _symbols(dimension: Dimension) -> list[tuple[str, int]]:
    return [(_BASE_SYMBOLS.get(base, base.removeprefix("count:")), exponent) for base, exponent in dimension]


def is_tally(dimension: Dimension) -> bool:
    """Whether this is a plain count of something (次, 家, 人次), of no measured kind (米, 工作日, 岁)."""
    if len(dimension) != 1 or dimension[0][1] != 1:
        return False
    base = dimension[0][0]
    return base.startswith("count:") and base.removeprefix("count:") not in _APART
