"""Fuzz target: damaged packs, local variants of them and generated text through check, fmt and score.

On demand: python -m tests.fuzz 20000.

Whatever is given, there are diagnostics and no traceback, in less than LONGEST seconds, and all of it within
MOST_MEMORY. A case is drawn from its number alone, so that what is found can be run again: --only NUMBER.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from pathlib import Path

import perfeval
from perfeval.rewriting import canonical
from perfeval.vocabulary import VOCABULARY

ROOT = Path(__file__).parents[1]
LONGEST = 2.0
MOST_MEMORY = 200 << 20
"""What all cases together may take beyond what was taken before the first."""

_WORDS = [spelling for word in VOCABULARY for spelling in word.spellings()]
_MARKS = list(
    '（）()，,；;：:。.%‰—-~≥≤<>=×÷*/+「」“”"[]【】《》、①②③④#注\t \n　\u00a0\u200b\ufeff０９①㎡℃é🙂'
)
_FIGURES = [
    "0",
    "1",
    "5分",
    "10%",
    "100",
    "90%（含）",
    "1e9",
    "0.1",
    "三",
    "2024-12-31",
    "9" * 40,
    "193.54万元",
]
_NAMES = ["甲", "乙", "预算执行率", "到位资金", "没有贷款", "或有负债", "R&D 投入", "表", "满意率", "分值"]

_ALTERATIONS = (
    "修改 {0}",
    "修改 {0}，改名为 {1}甲",
    "重写 {0}",
    "删除 {0}",
    "在 {1} 下新增 {0}",
    "在 {1} 下新增 {2}乙 5分",
    "在 过程 下新增 二级指标 {2}丙 5分，排在 资金管理 之后",
    "在 资金管理 下新增 {0}，排在 预算执行率 之前",
    "新增 {0}",
)
EXTENDED = ("luohu-2024/project", "mof-2020-10/project")
"""The packs that local variants extend."""


def bases() -> list[str]:
    """The texts that are damaged: packs, conformance files, and files that are wrong already."""
    folders = ("rules", "tests/conformance", "tests/golden/diagnostics")
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.rules"))]
    return [path.read_text("utf-8") for path in files]


def drawn(number: int, texts: list[str]) -> str:
    """The text of a case."""
    draw = random.Random(number)
    kind = draw.random()
    if kind < 0.25:
        return generated(draw)
    text = local_variant(draw) if kind < 0.4 else draw.choice(texts)
    if kind < 0.3:
        return text
    for _ in range(draw.choice((1, 1, 2, 3, 8))):
        text = damaged(text, draw)
    return text[:40_000]


def local_variant(draw: random.Random) -> str:
    """A file that extends a pack and changes, rewrites, adds and deletes what the pack has, with lines of its own."""
    name = draw.choice(EXTENDED)
    lines = (ROOT / "rules" / f"{name}.rules").read_text("utf-8").splitlines()
    headings = [line.strip() for line in lines if "级指标 " in line.strip()[:5]]
    bodies = [line.strip() for line in lines if line.startswith(" " * 6)]
    written = ["体系 某县评分标准 100分", f"  沿用 “{name}”"]
    for _ in range(draw.randint(1, 6)):
        one, other, third = (draw.choice(headings) for _ in range(3))
        written.append(draw.choice(_ALTERATIONS).format(one, other.split()[1], third.split()[1]))
        written += [f"  {draw.choice(bodies)}" for _ in range(draw.choice((0, 1, 3)))]
    return "\n".join(written)


def generated(draw: random.Random) -> str:
    """Words, marks, figures and names in any order."""
    lines = []
    for _ in range(draw.randint(1, 30)):
        pieces = [
            draw.choice(draw.choice((_WORDS, _MARKS, _FIGURES, _NAMES))) for _ in range(draw.randint(1, 12))
        ]
        lines.append(draw.choice(("", " ", "  ")).join(pieces))
    return "\n".join(lines)


def damaged(text: str, draw: random.Random) -> str:
    """A text with one thing done to it."""
    lines = text.split("\n")
    at, other = draw.randrange(len(lines)), draw.randrange(len(lines))
    here = draw.randint(0, len(text))
    match draw.randrange(9):
        case 0:
            del lines[at]
        case 1:
            lines[at], lines[other] = lines[other], lines[at]
        case 2:
            lines.insert(at, lines[other])
        case 3:
            return text[:here] + draw.choice(draw.choice((_WORDS, _MARKS, _FIGURES, _NAMES))) + text[here:]
        case 4:
            return text[:here] + text[here + draw.randint(1, 6) :]
        case 5:
            return text[:here]
        case 6:
            lines[at] = lines[at] * draw.choice((2, 20))
        case 7:
            lines[at] = lines[at].replace(" ", "")
        case _:
            lines[at] = lines[at] + draw.choice(("；", "，", "（", "则", "且 ")) + lines[other]
    return "\n".join(lines)


def tried(text: str) -> None:
    """Everything that a command does with a rule file. Raises what escapes."""
    checked = perfeval.check(text=text, name="fuzz.rules")
    for diagnostic in checked.diagnostics:
        assert diagnostic.text("zh")
        assert diagnostic.text("en")
        assert diagnostic.at is not None
    made = canonical(text, "fuzz.rules")
    if made.after is not None:
        again = canonical(made.after, "fuzz.rules")
        assert again.after == made.after, "fmt is no fixed point"
    if checked.rules is not None:
        outcome = perfeval.evaluate(checked.rules, {}, trace=True)
        perfeval.render(perfeval.explain(outcome))


def run(numbers: range, texts: list[str]) -> list[str]:
    """What went wrong, one line each."""
    faults = []
    before = _memory()
    for number in numbers:
        text = drawn(number, texts)
        began = time.perf_counter()
        try:
            tried(text)
        except perfeval.FactsError:
            pass  # no facts are given, and a parameter may want a date
        except Exception as fault:
            faults.append(f"{number}: {type(fault).__name__}: {str(fault)[:300]}")
        took = time.perf_counter() - began
        if took > LONGEST:
            faults.append(f"{number}: took {took:.1f} s")
    if _memory() - before > MOST_MEMORY:
        faults.append(f"{(_memory() - before) >> 20} MB were taken")
    return faults


def _memory() -> int:
    """The most memory that this process has taken, in bytes."""
    taken = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return taken if sys.platform == "darwin" else taken * 1024


def main() -> None:
    """So many cases from a number on, or one of them with its text."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=20_000)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--only", type=int)
    given = parser.parse_args()
    texts = bases()
    if given.only is not None:
        text = drawn(given.only, texts)
        print(text)
        tried(text)
        return
    faults = run(range(given.start, given.start + given.count), texts)
    print("\n".join([*faults, f"{given.count} cases, {len(faults)} faults"]))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
