"""Local standards that extend a framework: what they give, what they change, and that every place is known."""

from __future__ import annotations

import json
import pickle
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

import perfeval
from perfeval import nodes
from perfeval.api import as_data, check
from perfeval.cases import run_paths
from perfeval.defaults import default_registry
from perfeval.loading import chain, read_chain
from perfeval.parsing import parse
from perfeval.parsing.printing import Style, print_tree
from perfeval.revision import Act
from perfeval.rewriting import canonical
from perfeval.source import Source

FOLDER = Path(__file__).parent / "variants"
VARIANTS = sorted(path for path in FOLDER.glob("*.rules") if path.stem != "province")
FUNCTIONS = default_registry().functions
FACTS: dict[str, object] = {
    "facts": {
        "到位资金": "100万元",
        "实际支出": "80万元",
        "满意率": "90%",
        "完工数": "9个",
        "计划数": "10个",
        "档案齐全率": "95%",
    }
}


@pytest.mark.parametrize("path", VARIANTS, ids=lambda path: path.stem)
def test_cases_hold(path: Path) -> None:
    results = run_paths([str(path)])
    assert [case.name for file in results.files for case in file.cases if not case.passed] == []
    assert results.passed


@pytest.mark.parametrize("path", VARIANTS, ids=lambda path: path.stem)
def test_every_lost_point_has_a_line_in_one_of_the_files(path: Path) -> None:
    rules = perfeval.load(path)
    beside = path.with_name(f"{path.stem}.facts.toml")
    outcome = perfeval.evaluate(rules, beside if beside.is_file() else FACTS, trace=True)
    plain = perfeval.evaluate(rules, beside if beside.is_file() else FACTS)
    assert outcome.exact == plain.exact
    for node in outcome.nodes:
        if node.points is not None and node.weight is not None:
            assert sum((loss.points for loss in node.losses), Fraction(0)) == node.weight - node.points
    data = json.loads(json.dumps(as_data(outcome)))
    assert {each["at"]["file"] for each in data["indicators"]} <= set(rules.files)


@pytest.mark.parametrize("style", [Style(), Style(language="en")], ids=["zh", "en"])
@pytest.mark.parametrize("path", VARIANTS, ids=lambda path: path.stem)
def test_what_is_printed_says_the_same(path: Path, style: Style) -> None:
    linked = chain(Source(path.name, path.read_text("utf-8")), path)
    base = read_chain(linked.sources[1:], FUNCTIONS).tree
    root = parse(linked.sources[0], FUNCTIONS, base).tree.root
    again = parse(Source("printed", print_tree(root, style)), FUNCTIONS, base)
    assert again.tree.root == root
    assert again.diagnostics == ()


@pytest.mark.parametrize("path", VARIANTS, ids=lambda path: path.stem)
def test_the_canonical_form_stays(path: Path) -> None:
    once = canonical(path.read_text("utf-8"), path.name, path)
    assert once.after is not None
    assert canonical(once.after, path.name, path).after == once.after


def test_what_was_changed_is_listed() -> None:
    revision = check(FOLDER / "local-variant.rules").revision
    assert revision is not None
    weights: dict[str, tuple[object, object]] = {
        each.path[-1]: (each.before, each.after) for each in revision.reweighed
    }
    assert weights == {
        "资金管理": (10, 14),
        "资金使用合规性": (3, 4),
        "贷款偿还率": (None, 3),
        "组织实施": (10, 6),
        "管理制度健全性": (5, 2),
        "制度执行有效性": (5, 4),
    }
    voided = [each.indicator.rpartition("/")[2] for each in revision.altered if each.act is Act.VOIDED]
    assert [voided.count(name) for name in ("资金使用合规性", "管理制度健全性", "制度执行有效性")] == [
        4,
        2,
        5,
    ]
    replaced = [each for each in revision.altered if each.indicator.endswith("预算执行率")]
    assert [each.act for each in replaced] == [Act.REPLACED]


def test_what_is_added_stands_where_it_is_said() -> None:
    outcome = perfeval.evaluate(perfeval.load(FOLDER / "county.rules"), FACTS)
    names = [node.name for node in outcome.nodes]
    assert [name for name in names if name in ("资金执行率", "档案管理", "支付及时性", "支出均衡")] == [
        "资金执行率",
        "档案管理",
        "支付及时性",
        "支出均衡",
    ]


@pytest.mark.parametrize(
    ("written", "after", "before"),
    [
        ("新增 一级指标 甲 5分，排在 乙 之前", "", "乙"),
        ("新增 一级指标 甲 5分，排在 乙 前面", "", "乙"),
        ("新增 一级指标 甲 5分，排在乙之后", "乙", ""),
        ("新增 一级指标 甲 5分，排在 乙", "乙", ""),
        ("新增 一级指标 投产之前检查 5分", "", ""),
        ("新增 一级指标 甲 5分，排在 投产之前检查 之后", "投产之前检查", ""),
        ("add level 1 甲 5 points, before 乙", "", "乙"),
        ("add level 1 beforehand 5 points, after 乙", "乙", ""),
    ],
)
def test_before_and_after(written: str, after: str, before: str) -> None:
    (insert,) = parse(
        Source("甲", f"体系 丙 100分\n沿用 “乙.rules”\n{written}\n"), FUNCTIONS
    ).tree.root.alterations
    assert isinstance(insert, nodes.Insert)
    assert (insert.after, insert.before) == (after, before)


def test_an_inherited_fact_that_lost_its_use_is_not_asked_about() -> None:
    local = "体系 甲 100分\n沿用 “luohu-2024/project”\n数据 村数（个）\n"
    fewer = f"{local}删除 三级指标 资金到位率\n修改 三级指标 预算执行率 7分\n"
    for text in (local, fewer):
        unused = [each.at for each in check(text=text, name="甲.rules").diagnostics if each.code == "unused"]
        assert [(at.file, at.line) for at in unused if at is not None] == [("甲.rules", 3)]


def test_inherited_lines_keep_their_file() -> None:
    rules = perfeval.load(FOLDER / "county.rules")
    assert [Path(name).name for name in rules.files] == ["county.rules", "city.rules", "province.rules"]
    outcome = perfeval.evaluate(rules, FACTS, trace=True)
    at = {each["name"]: each["at"] for each in as_data(outcome)["indicators"]}  # type: ignore[attr-defined]
    assert Path(at["支出均衡"]["file"]).name == "county.rules"
    assert Path(at["社会评价"]["file"]).name == "city.rules"
    assert Path(at["产出"]["file"]).name == "province.rules"


def test_a_pickle_carries_all_files(tmp_path: Path) -> None:
    for name in ("county", "city", "province"):
        shutil.copy(FOLDER / f"{name}.rules", tmp_path)
    rules = perfeval.load(tmp_path / "county.rules")
    carried = pickle.dumps(rules)
    shutil.rmtree(tmp_path)
    again = pickle.loads(carried)
    assert again.files == rules.files
    assert perfeval.evaluate(again, FACTS).exact == perfeval.evaluate(rules, FACTS).exact


def test_nothing_stale_is_used_when_an_extended_file_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from perfeval import keeping

    monkeypatch.setenv("PERFEVAL_CACHE", str(tmp_path / "kept"))
    keeping.folder.cache_clear()
    for name in ("county", "city", "province"):
        shutil.copy(FOLDER / f"{name}.rules", tmp_path)
    first = perfeval.load(tmp_path / "county.rules")
    before = perfeval.evaluate(first, FACTS).exact
    warm = perfeval.load(tmp_path / "county.rules")
    assert perfeval.evaluate(warm, FACTS).exact == before
    province = tmp_path / "province.rules"
    province.write_text(
        province.read_text("utf-8").replace("满意度 = 满意率", "满意度 = 满意率 × 0"), "utf-8"
    )
    changed = perfeval.load(tmp_path / "county.rules")
    assert changed.model.sha256 != first.model.sha256
    # 满意度 had 20 × 0.9 = 18.
    assert before is not None
    assert perfeval.evaluate(changed, FACTS).exact == before - 18
    keeping.folder.cache_clear()


def test_a_text_extends_a_pack() -> None:
    rules = perfeval.load(text="体系 甲 100分\n沿用 “luohu-2024/project”\n修改 一级指标 决策 20分\n")
    assert rules.files == ("rules", "luohu-2024/project.rules")
