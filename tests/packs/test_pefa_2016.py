"""The pack that rates: a local file extends it, the list of packs shows no full marks, its tables are whole."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

import perfeval
from perfeval.api import check
from perfeval.packs import pack

LOCAL = """沿用 “pefa-2016/assessment”
体系 某省评估
修改 二级指标 PI-8 公共服务的绩效信息
  汇总：取最低并加号
修改 三级指标 6.1 财务报告之外的支出
  评级 = “B”
在 支柱二 公共财政的透明度 下新增 二级指标 PI-9 公开
  评级 = 若 服务计划 = “A” 则 “A” 否则 “C”
删除 二级指标 PI-1 支出总额执行情况
"""


def test_a_local_file_extends_it(tmp_path: Path) -> None:
    file = tmp_path / "local.rules"
    file.write_text(LOCAL, "utf-8")
    checked = check(file)
    assert checked.rules is not None
    assert checked.revision is not None
    assert checked.revision.reweighed == ()
    shipped = pack("pefa-2016/assessment")
    assert shipped is not None
    assert shipped.facts is not None
    outcome = perfeval.evaluate(checked.rules, shipped.facts)
    # PI-8: A、B、D*、C，最低D，另有更高的；PI-6: B、B、D 3+3+1=7：C+
    assert outcome["PI-8 公共服务的绩效信息"].rating == "D+"
    assert outcome["PI-6 财务报告之外的政府业务"].rating == "C+"
    assert outcome["PI-9 公开"].rating == "A"


@pytest.mark.parametrize("count", [2, 3, 4])
def test_its_tables_rise_with_every_part(count: int) -> None:
    """As far as can be told without the official text: whole, and never lower for a better part."""
    scale = perfeval.load("pefa-2016/assessment").model.program.scale
    assert scale is not None
    ranks = [scale.tables[count, total] for total in range(count, 4 * count + 1)]
    assert ranks == sorted(ranks)
    assert (ranks[0], ranks[-1]) == (Fraction(1), Fraction(4))
    for parts in product(range(1, 5), repeat=count):
        assert min(parts) <= scale.tables[count, sum(parts)] <= max(parts)
