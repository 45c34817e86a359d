"""Any bytes at all as a facts file: facts, or at least one error that can be said; never an exception."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.reading.reads import check, facts_of, json, toml
from tests.reading.test_sections import JSON, TOML

TOML_PIECES = (
    *(
        "[",
        "]",
        "[[",
        "]]",
        "{",
        "}",
        "=",
        " = ",
        ",",
        ".",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "#",
        '"',
        "'",
        '"""',
        "'''",
    ),
    *(
        "“",
        "”",
        "‘",
        "’",
        "＝",
        "，",
        "：",
        "［",
        "］",
        "【",
        "】",
        "｛",
        "｝",
        "\u3000",
        "\ufeff",
        "\t",
        "\x01",
        "\\",
    ),
    *(
        "facts",
        "items",
        "tables",
        "deductions",
        "bonuses",
        "judged",
        "stated",
        "project",
        "甲",
        "乙",
        "PM2.5浓度",
    ),
    *("value", "source", "answer", "points", "indicator", "share", "total", "scores", "count", "reason"),
    *("1", "200.00", "-5", "1e9", "1_0", "0x1", "nan", "inf", "true", "2024-12-31", "2024-02-30", "10:00:00"),
    *('"200万元"', "200万元", '"①"', '"\\u7532"', '"\\ud800"', "[facts]\n", '"甲" = 1\n', "[[deductions]]\n"),
)
JSON_PIECES = (
    *("{", "}", "[", "]", ",", ":", ": ", "\n", " ", '"', "“", "”", "，", "：", "\\", "\ufeff", "\x01"),
    *(
        '"facts"',
        '"items"',
        '"tables"',
        '"deductions"',
        '"judged"',
        '"stated"',
        '"甲"',
        '"value"',
        '"source"',
    ),
    *(
        '"\\ud83d"',
        '"\\u7532"',
        "1",
        "-5",
        "1.50",
        "1e9",
        "1e999999999999",
        "NaN",
        "Infinity",
        "true",
        "null",
    ),
    *('{"facts": {', '"甲": 1', '"indicator": "甲"', "}}", "甲", "'甲'", "//"),
)

as_toml = st.lists(st.sampled_from(TOML_PIECES), max_size=30).map("".join)
as_json = st.lists(st.sampled_from(JSON_PIECES), max_size=25).map("".join)


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode) | as_toml.map(str.encode))
@example(b"")
@example(b"\x00")
@example(b"\x80")
@example(b"\xef\xbb\xbf")
def test_any_bytes_as_toml(data: bytes) -> None:
    check(toml(data))


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode) | as_json.map(str.encode))
@example(b"")
@example(b"\x00")
@example(b"\x80")
@example(b"\xef\xbb\xbf")
def test_any_bytes_as_json(data: bytes) -> None:
    check(json(data))


@settings(deadline=None)
@given(as_toml, st.sampled_from(["gb18030", "utf-16", "utf-8-sig"]))
def test_any_encoding(text: str, encoding: str) -> None:
    check(toml(text.encode(encoding)))
    check(json(text.encode(encoding)))


@settings(deadline=None)
@given(st.data())
def test_a_file_with_a_piece_cut_out_or_put_in(data: st.DataObject) -> None:
    for text, read, pieces in ((TOML, toml, TOML_PIECES), (JSON, json, JSON_PIECES)):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 40)))
        check(read(text[:start] + data.draw(st.sampled_from(("", *pieces))) + text[end:]))


values = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\"'\\"),
    max_size=12,
)


@settings(deadline=None)
@given(
    st.dictionaries(values.filter(lambda name: name not in {"项目负责人", "联系电话"}), values, min_size=1)
)
def test_texts_in_quotes_are_read_as_they_are_on_their_lines(data: dict[str, str]) -> None:
    entries = list(data.items())
    in_toml = facts_of(toml("[facts]\n" + "".join(f'"{name}" = "{value}"\n' for name, value in entries)))
    in_json = facts_of(json('{"facts": {\n' + ",\n".join(f'"{n}": "{v}"' for n, v in entries) + "}}"))
    for facts in (in_toml, in_json):
        assert {name: given.value for name, given in facts.values.items()} == data
        lines = [given.place and given.place.line for given in facts.values.values()]
        assert lines == list(range(2, len(entries) + 2))
