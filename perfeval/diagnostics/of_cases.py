"""Faults of case files."""

from __future__ import annotations

from perfeval.diagnostics import Fault, Level, Words

bad_cases = Fault(
    "bad-cases",
    Level.ERROR,
    Words("用例文件“{path}”读不出来：{why}", "the case file “{path}” cannot be read: {why}"),
    Words(
        "请照自带规则包的 project.cases.toml 改正；键是中文时要加英文双引号",
        "write it like project.cases.toml of a shipped pack; Chinese keys need straight double quotes",
    ),
    Words(
        "用例文件是 TOML：每个 [[case]] 有 name、facts_file 或 facts、set、expect。",
        "A case file is TOML: each [[case]] has name, facts_file or facts, set, expect.",
    ),
)

unknown_expectation = Fault(
    "unknown-expectation",
    Level.ERROR,
    Words("用例“{case}”里的“{key}”不认识{near}", "“{key}” in case “{case}” is not known{near}"),
    Words("请改正；写错的预期不会被核对", "correct it; a misspelt expectation would never be checked"),
    Words(
        "用例里只能写认识的项，写错了等于没有核对，所以算错误。",
        "A misspelt expectation checks nothing, so it is an error.",
    ),
)

unknown_indicator_in_case = Fault(
    "unknown-indicator-in-case",
    Level.ERROR,
    Words(
        "用例“{case}”里的指标“{indicator}”，规则里没有{near}",
        "case “{case}” names “{indicator}”, an indicator that the rules do not have{near}",
    ),
    Words("请照规则里的名称改正", "write it as the rules do"),
    Words(
        "用例核对的指标，名称要和规则里的一样；有同名的写全路径。",
        "A case names indicators as the rules do, by their path where a name is not enough.",
    ),
)

low_coverage = Fault(
    "low-coverage",
    Level.ERROR,
    Words(
        "“{rules}”的用例只跑到{share}，要求是{least}%",
        "the cases of “{rules}” reach {share}; {least}% is asked for",
    ),
    Words("请给没有跑到的行补用例", "add cases for the lines that no case reaches"),
    Words(
        "用 --fail-under 要求了最低的覆盖率。没有跑到的行和分档列在覆盖情况里。",
        "A least coverage was asked for with --fail-under. What no case reaches is listed.",
    ),
)

no_cases = Fault(
    "no-cases",
    Level.ERROR,
    Words(
        "在“{path}”里没有找到用例文件（NAME.cases.toml）",
        "no case files (NAME.cases.toml) were found in “{path}”",
    ),
    Words("请检查路径；用例文件放在规则文件旁边", "check the path; cases lie beside the rules"),
    Words(
        "perfeval test 找的是 NAME.rules 旁边的 NAME.cases.toml。",
        "perfeval test looks for NAME.cases.toml beside NAME.rules.",
    ),
)

FAULTS = (bad_cases, unknown_expectation, unknown_indicator_in_case, low_coverage, no_cases)
