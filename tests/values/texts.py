"""Texts as they stand in cells: the pieces that people write targets with, put together in any order."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = (
    *("≥", "≤", ">", "<", "=", "≠", "±", "不少于", "不超过", "超过", "不足", "至少", "提高至", "控制在"),
    *("0", "5", "12", "300", "1.5", "1,234.50", "2024", "三", "十", "两百", "半", "百分之九十"),
    *(
        "%",
        "‰",
        "万",
        "亿",
        "个",
        "家",
        "次",
        "人次",
        "万元",
        "元/人",
        "天",
        "个月",
        "工作日",
        "年",
        "月",
        "日",
    ),
    *("以上", "以下", "以内", "以外", "及以上", "前", "后", "起", "底", "左右", "(含)", "(不含)"),
    *(
        "-",
        "—",
        "~",
        "至",
        "到",
        "从",
        "且",
        "或",
        "和",
        "每",
        "各",
        "其中",
        "第",
        "累计",
        "完成率",
        "阅读量",
    ),
    *("增长", "下降", "、", "；", "，", "。", "（", "）", " ", "  ", "\n", "/", "·", ":", "."),
    *("$", "\\geq", "\\frac", "{", "}", "\\%", "<p>", "</sup>", "&nbsp;", "&ge;", "&#8805;", "①", "²", "㎡"),
)

written = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)
"""Something that looks like a target or an actual."""

texts = written | st.text(max_size=40)
