"""Surroundings: what perfeval finds where it runs: Python, terminal, cache folder, packs. For `perfeval doctor`."""

from __future__ import annotations

import importlib.metadata
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from perfeval import __version__, keeping
from perfeval.diagnostics import Words
from perfeval.explaining.doctor import Finding
from perfeval.packs import own_packs

LIBRARIES = ("attrs", "click", "lark", "pypinyin", "rich", "tomli")
DRAWING = "└├│─"


def examined(stream: TextIO) -> tuple[Finding, ...]:
    """Everything, in the order in which it is shown. `stream` is where results are printed."""
    return (*_program(), *_terminal(stream), _cache(), *_shipped())


def _program() -> Iterator[Finding]:
    yield Finding("perfeval", Words("perfeval", "perfeval"), f"{__version__}  {Path(__file__).parent}")
    yield Finding("python", Words("Python", "Python"), f"{sys.version.split()[0]}  {sys.executable}")
    for name in LIBRARIES:
        try:
            yield Finding(name, Words(name, name), importlib.metadata.version(name))
        except importlib.metadata.PackageNotFoundError:
            advice = Words("请重新安装 perfeval", "install perfeval again")
            yield Finding(name, Words(name, name), "—", well=False, advice=advice)


def _terminal(stream: TextIO) -> Iterator[Finding]:
    encoding = getattr(stream, "encoding", None) or "—"
    advice = Words(
        "终端写不出中文，请改用 UTF-8：Windows 运行 chcp 65001，其他系统设 LANG=zh_CN.UTF-8",
        "this terminal cannot show Chinese; use UTF-8: chcp 65001 on Windows, LANG=zh_CN.UTF-8 elsewhere",
    )
    called = Words("输出编码", "output encoding")
    yield Finding("encoding", called, encoding, well=_can_write("预算绩效", encoding), advice=advice)
    advice = Words("树枝用 ASCII 符号代替，内容不变", "branches are drawn in ASCII; the content is the same")
    drawn = _can_write(DRAWING, encoding)
    yield Finding("drawing", Words("线条", "lines"), DRAWING if drawn else "ASCII", well=drawn, advice=advice)
    language = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "—"
    yield Finding("locale", Words("语言环境", "locale"), language)


def _can_write(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _cache() -> Finding:
    called, where = Words("缓存文件夹", "cache folder"), keeping.folder()
    if where is None:
        advice = Words(
            "每次都重新读规则，会慢一些，结果一样", "rules are read anew each time: slower, the same result"
        )
        return Finding("cache", called, "—", well=False, advice=advice)
    keeping.keep("doctor", "well")
    works = keeping.kept("doctor") == "well"
    advice = Words(
        "写不进去，或别人也能写；每次都重新读规则，结果一样",
        "it cannot be written, or others can write it; rules are read anew each time, with the same result",
    )
    return Finding("cache", called, str(where), well=works, advice=advice)


def _shipped() -> Iterator[Finding]:
    found = [pack.name for pack in own_packs()]
    advice = Words("安装不完整，请重新安装 perfeval", "the installation is not whole; install perfeval again")
    yield Finding("packs", Words("规则包", "packs"), "、".join(found) or "—", well=bool(found), advice=advice)
