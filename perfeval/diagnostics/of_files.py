"""Faults of files as such: they cannot be opened, are no text, or are too large (exit status 2)."""

from __future__ import annotations

from perfeval.diagnostics import Fault, Level, Words

file_not_found = Fault(
    "file-not-found",
    Level.ERROR,
    Words("找不到文件“{path}”{near}", "there is no file “{path}”{near}"),
    Words(
        "请检查路径，或用 perfeval packs 查看自带的规则包",
        "check the path, or list the shipped packs with: perfeval packs",
    ),
    Words(
        "命令里写的既不是已有的文件，也不是自带规则包的名称。",
        "What the command names is neither a file that exists nor the name of a shipped pack.",
    ),
)

file_unreadable = Fault(
    "file-unreadable",
    Level.ERROR,
    Words("打不开文件“{path}”：{why}", "cannot open “{path}”: {why}"),
    Words("请检查它是不是一个文件、是否有权限读取", "check that it is a file and that you may read it"),
    Words(
        "文件存在但读不出来，例如它是文件夹，或没有读取权限。",
        "The file exists but cannot be read: it may be a folder, or reading it may not be allowed.",
    ),
)

file_too_large = Fault(
    "file-too-large",
    Level.ERROR,
    Words(
        "文件“{path}”有{size} MB，超过了{limit} MB的上限", "“{path}” has {size} MB; the limit is {limit} MB"
    ),
    Words(
        "请确认选对了文件；内容确实很多的，请拆成几个文件",
        "make sure it is the right file; split it if it is",
    ),
    Words(
        "规则文件和数据文件都是人手写的，远小于这个上限；超过的多半是选错了文件。",
        "Rule and fact files are written by people and are far smaller; a larger one is probably the wrong file.",
    ),
)

file_not_text = Fault(
    "file-not-text",
    Level.ERROR,
    Words("“{path}”不是文本文件", "“{path}” is not a text file"),
    Words("请用 UTF-8 编码另存为纯文本；Word、Excel 文件不能直接当规则用", "save it as plain text in UTF-8"),
    Words(
        "文件既不是 UTF-8，也不是 GB18030 编码的文字。",
        "The file is text neither in UTF-8 nor in GB18030.",
    ),
)

encoding_gb18030 = Fault(
    "encoding-gb18030",
    Level.NOTE,
    Words("文件“{path}”按 GB18030 编码读取", "“{path}” was read as GB18030"),
    Words("建议另存为 UTF-8", "better save it as UTF-8"),
    Words(
        "旧的中文 Windows 软件常用这种编码。读得对，但别的工具可能读错，建议另存为 UTF-8。",
        "Older Chinese Windows programs write this encoding. It was read, but other tools may fail on it.",
    ),
)

file_exists = Fault(
    "file-exists",
    Level.ERROR,
    Words("“{path}”已经有了，没有覆盖", "“{path}” exists already; nothing was overwritten"),
    Words("请换一个文件夹，或加 --force 覆盖", "choose another folder, or overwrite it with --force"),
    Words("已有的文件不会被悄悄覆盖。", "A file that exists is never overwritten silently."),
)

cannot_write = Fault(
    "cannot-write",
    Level.ERROR,
    Words("写不进“{path}”：{why}", "cannot write to “{path}”: {why}"),
    Words(
        "请检查文件夹是否存在、是否有权限写入", "check that the folder is there and that you may write to it"
    ),
    Words(
        "磁盘已满、没有权限，或路径不是文件夹。",
        "The disk is full, it may not be written, or the path is no folder.",
    ),
)

no_rule_files = Fault(
    "no-rule-files",
    Level.ERROR,
    Words("“{path}”里没有规则文件（.rules）", "there are no rule files (.rules) in “{path}”"),
    Words("请检查路径", "check the path"),
    Words(
        "文件夹里和它下面都没有 .rules 文件。", "Neither the folder nor those below it hold a .rules file."
    ),
)

cannot_format = Fault(
    "cannot-format",
    Level.ERROR,
    Words(
        "这一行整理以后读起来会变样，整个文件没有改动",
        "this line would read differently in canonical form; the file was left as it is",
    ),
    Words(
        "请把这一行拆成更短的句子，或把名称写进「」里，再整理一次",
        "write the line in shorter sentences, or put its names into 「」, and try again",
    ),
    Words(
        "整理只改写法，不改意思。整理后会重新读一遍；读出来不一样的，宁可不改。",
        "Formatting changes how rules are written and never what they mean. The result is read again; where it "
        "would read differently, nothing is changed.",
    ),
)

formatted_gb18030 = Fault(
    "formatted-gb18030",
    Level.NOTE,
    Words(
        "“{path}”原来是 GB18030 编码，整理后仍按 GB18030 保存",
        "“{path}” was in GB18030 and was written in GB18030 again",
    ),
    Words("建议另存为 UTF-8", "better save it as UTF-8"),
    Words(
        "整理不改文件的编码、换行和文件头标记。",
        "Formatting keeps a file's encoding, line ends and byte order mark.",
    ),
)

unknown_code = Fault(
    "unknown-code",
    Level.ERROR,
    Words("没有“{code}”这个代码{near}", "there is no code “{code}”{near}"),
    Words("代码写在每条提示的行尾", "a code stands at the end of each diagnostic"),
    Words("perfeval code 后面要写一个提示代码。", "perfeval code takes the code of a diagnostic."),
)

FAULTS = (
    file_not_found,
    file_unreadable,
    file_too_large,
    file_not_text,
    encoding_gb18030,
    file_exists,
    cannot_write,
    no_rule_files,
    cannot_format,
    formatted_gb18030,
    unknown_code,
)
