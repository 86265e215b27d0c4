"""A person's failing is no cause: a cause is what let it happen and what we can change."""

import re

FAILINGS = """
human error, human mistake, operator error, carelessness, careless, inattention, inattentive, negligence,
negligent, oversight, mistake, forgetfulness, forgot, forgetful, lazy, laziness,
人为失误, 人为错误, 人为因素, 人为原因, 操作失误, 工作失误, 失误, 粗心大意, 粗心, 疏忽大意, 疏忽, 疏漏,
大意, 马虎, 不小心, 不细心, 不仔细, 不认真, 忘记, 忘了, 遗忘, 责任心不强, 缺乏责任心, 责任心不够, 态度不好,
态度不端正, 懒惰
"""
"""What may not stand alone as an answer."""

FILLERS = """
because of, because, due to, caused by, cause, root, reason, result, the, a, an, of, by, was, were, is, are,
been, had, made, simple, just, only, pure, some, somebody, someone, he, she, they, it, his, her, their, staff,
employee, employees, clerk, person, people, operator, salesperson, salesman, sales, colleague, member, team,
and, on, part, in, at, work, very, too, s,
由于, 因为, 原因, 根本, 导致, 造成, 引起, 属于, 业务员, 销售员, 销售人员, 操作人员, 操作员, 相关人员,
工作人员, 经办人, 当事人, 员工, 人员, 同事, 个人, 某人, 有人, 工作, 操作, 出现, 发生, 比较, 过于, 太, 很, 了,
的, 是, 因, 系, 他, 她, 所致, 及, 和, 而, 时, 中, 在
"""
"""Words around them that add nothing one could act on."""


def _pattern(listed: str) -> re.Pattern[str]:
    longest_first = sorted((word.strip() for word in listed.split(",")), key=len, reverse=True)
    return re.compile("|".join(rf"\b{re.escape(w)}\b" if w.isascii() else w for w in longest_first))


_FAILING, _FILLER = _pattern(FAILINGS), _pattern(FILLERS)


def blames_only(text: str) -> bool:
    """The text says no more than that somebody failed."""
    folded = text.casefold()
    rest = _FAILING.sub(" ", folded)
    return rest != folded and not re.sub(r"[\W_]+", "", _FILLER.sub(" ", rest))
