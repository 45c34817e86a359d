"""perfeval fmt."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from perfeval.cli.door import Door
from perfeval.cli.options import AT_FAULT, WELL, common
from perfeval.diagnostics import Words

if TYPE_CHECKING:
    from perfeval.rewriting import Rewritten


@click.command()
@click.argument("rules", nargs=-1, required=True)
@click.option("--check", is_flag=True, help="只检查，列出不写 / only list what would change")
@click.option("--diff", is_flag=True, help="只显示会改什么 / only show what would change")
@common
def fmt(rules: Sequence[str], *, check: bool, diff: bool, **options: Any) -> None:
    """整理规则文件：统一写法，意思、顺序和注释不变。

    \b
    Rule files in canonical form; meaning, order and comments stay.
    A folder means every .rules file in it; - reads standard input.

    \b
    例 / example:
      perfeval fmt --check rules/
    """
    from perfeval.rewriting import rewrite

    door = Door(options)
    is_input = tuple(rules) == ("-",)
    made = [_from_input()] if is_input else rewrite(rules, write=not check and not diff)
    noted = [diagnostic for each in made for diagnostic in each.diagnostics]
    if noted:
        door.note(noted)
    changing = [each for each in made if each.changes]
    if diff:
        sys.stdout.write("".join(each.diff() for each in changing))
    elif is_input and not check:
        sys.stdout.write(made[0].after or "")
    else:
        _list(door, changing, len(made), only_checked=check)
    status = door.status(noted)
    sys.exit(AT_FAULT if status == WELL and check and changing else status)


def _from_input() -> Rewritten:
    from perfeval.diagnostics import of_files
    from perfeval.rewriting import Rewritten, canonical
    from perfeval.source import Place, decoded

    text = decoded(sys.stdin.buffer.read())
    if text is None:
        return Rewritten("-", "", None, (of_files.file_not_text(Place("-"), path="-"),))
    return canonical(text[0])


def _list(door: Door, changing: Sequence[Rewritten], of: int, *, only_checked: bool) -> None:
    """The files on standard output, how many on standard error."""
    for each in changing:
        door.out(each.name)
    count = len(changing)
    said = Words(f"共{of}个文件，整理了{count}个", f"{of} files, {count} formatted")
    if only_checked:
        said = Words(f"共{of}个文件，{count}个需要整理", f"{of} files, {count} to be formatted")
    click.echo(said.said(door.language), err=True)
