"""Whether one surface name is a short form of another of the same label, apart from any article.

Each test is a function (full, short) → bool with a name, so that evidence can say which one made the match. Only what
the two names show is looked at; which of several full names a short form stands for is decided in ``aliases``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Final

from kg.records import Label
from kg.relations.anaphors import bare_name
from kg.rows import rows

Test = Callable[[str, str], bool]

LONGEST_NAME = 4
"""Characters that a firm's own name, with a word of its trade, may have."""

KEPT: Final = 1 << 16
"""Answers that are kept for names: those of some hundred articles, whatever the number of articles."""

DOCUMENT_NUMBER = re.compile(r"[〔\[（(]\d{4}[〕\]）)]\D?\d+\D$|^\d{4}年第\d+号$")
"""The end of a document number: 渝府发〔2023〕5号."""
YEAR = re.compile(r"^(?:\d{4}|[二○〇零一三四五六七八九]{4})年?")
COUNT = re.compile(r"^(?:第[一二三四五六七八九十百\d]+届|首届)")
_QUOTED = re.compile(r"“([^”]+)”")
_MARKS = str.maketrans("", "", "《》“”‘’（）()")


@cache
def parts(kind: str) -> tuple[str, ...]:
    """Forms of one kind in lexicon/name_parts.tsv, longest first."""
    forms = [row["form"] for row in rows("lexicon/name_parts.tsv") if row["kind"] == kind]
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


@lru_cache(maxsize=KEPT)
def folded(name: str) -> str:
    """An organisation's name with every long part written short (lexicon/org_short_forms.tsv)."""
    for row in rows("lexicon/org_short_forms.tsv"):
        name = name.replace(row["full"], row["short"])
    for turn in parts("turn"):
        body = name.removeprefix(turn)
        if body != name and (level := _last_level(body)) is not None:
            name = body[:level] + turn
    return name


def _last_level(name: str) -> int | None:
    """Offset after the last ending of a division in ``name``, short of its end."""
    ends = [name.rfind(ending, 0, -1) + len(ending) for ending in parts("level") if name.rfind(ending, 0, -1) > 0]
    return max(ends, default=None)


@cache
def divisions() -> frozenset[str]:
    """Full and short names of provinces, cities, counties and districts."""
    names: set[str] = set()
    for row in rows("gazetteer/divisions.tsv"):
        name = row["name"]
        stems = {_without_people(name.removesuffix(e)) for e in parts("level") if name.endswith(e)}
        names.update({name, *(stem for stem in stems if len(stem) >= 2)})
    return frozenset(names)


def _without_people(stem: str) -> str:
    """宁夏 for 宁夏回族: what is left of a division's name before the name of its people."""
    for people in parts("people"):
        where = stem.find(people)
        if where >= 2:
            return stem[:where]
    return stem


@lru_cache(maxsize=KEPT)
def without_division(name: str) -> str:
    """``name`` without the names of divisions at its head: 重庆市江北区某某局 → 某某局."""
    for size in range(min(len(name) - 2, 12), 1, -1):
        if name[:size] in divisions():
            return without_division(name[size:])
    return name


def is_subsequence(short: str, full: str) -> bool:
    """Whether the characters of ``short`` stand in ``full`` in this order."""
    rest = iter(full)
    return all(char in rest for char in short)


def _abbreviates(full: str, short: str) -> bool:
    """``short`` keeps the first and the last character of ``full`` and some in between."""
    return len(short) >= 2 and full[0] == short[0] and full[-1] == short[-1] and is_subsequence(short, full)


def _shuffles(body: str, rest: str) -> bool:
    """``rest`` keeps at least four characters of ``body``, in any order, first and last in place: 文体旅游局."""
    kept = len(rest) >= 4 and body[:1] == rest[:1] and body[-1:] == rest[-1:] and len(body) > len(rest) + 1
    return kept and not Counter(rest) - Counter(body)


def same_organ(full: str, short: str) -> bool:
    """Whether neither is of an organ or party that the other is not of: 县纪委 is not 县委, 团县委 neither."""
    full, short = folded(full), folded(short)
    league = ("团" in full[:-2]) != ("团" in short) and full.endswith(parts("committee"))
    return not league and _party_organs(full) == _party_organs(short)


@lru_cache(maxsize=KEPT)
def _party_organs(name: str) -> tuple[str, ...]:
    return tuple(organ for organ in parts("party") if organ in name)


def by_level(full: str, short: str) -> bool:
    """县教委 for 云阳县教委, 区人社局 for 江北区人力资源和社会保障局, 团区委 for 共青团江北区委."""
    levels = _leading_levels(folded(short))
    if not levels or not same_organ(full, short):
        return False
    full, short = folded(full), folded(short)
    for ending, at in levels:
        head, rest = short[:at], short[at + len(ending) :]
        where = full.find(ending, at + 1)
        while rest and where > 0 and full.startswith(head):
            body = full[where + len(ending) :]
            if where == 1 and full[: 1 + len(ending)] not in divisions():
                body = ""  # 团区委 is not the 区委 of a place named 团
            if body == rest or (len(rest) >= 2 and body and _abbreviates(body, rest)) or _shuffles(body, rest):
                return True
            where = full.find(ending, where + 1)
    return False


@lru_cache(maxsize=KEPT)
def _leading_levels(short: str) -> tuple[tuple[str, int], ...]:
    """Endings of divisions that ``short`` begins with, or has behind its first character, each with its place."""
    return tuple((ending, at) for ending in parts("level") if (at := short.find(ending)) in (0, 1))


def by_tail(full: str, short: str) -> bool:
    """篁园支行 for 义乌农商银行篁园支行, 交巡警支队 for 区公安分局交巡警支队."""
    return any(_tail(*pair) for pair in ((full, short), (folded(full), folded(short))))


def _tail(full: str, short: str) -> bool:
    if not full.endswith(short) or full == short or len(short) < 3 or short in parts("generic"):
        return False
    head = full[: -len(short)]
    if head.endswith(parts("body")) or head in parts("level"):
        return True
    return len(short) >= 4 and (without_division(full) != full or head.endswith(parts("level")))


def by_abbreviation(full: str, short: str) -> bool:
    """友谊关边检站 for 友谊关出入境边防检查站, 县城管局 for 县城市管理局."""
    if short.endswith(parts("whole")) or full.startswith(short):
        return False
    written, brief = full, short
    full, short = folded(full), folded(short)
    if full == short:
        return True
    if not same_organ(full, short) or (full == written and short != brief and len(written) <= len(brief)):
        return False  # 区委办公室 is no short form of 区委改革办
    return _shortens(full, short)


def _shortens(full: str, short: str) -> bool:
    bare, base = without_division(full), without_division(short)
    if (bare == full) != (base == short) and base != short:
        return False  # the short one names a place that the full one does not
    if len(base) < (3 if base == short else 2) or base in parts("generic"):
        return False
    if full[: len(full) - len(bare)] != short[: len(short) - len(base)] and base != short:
        return False
    return bare[:1] == base[:1] and bare[-1:] == base[-1:] and len(bare) > len(base) and _abbreviates(bare, base)


def by_firm(full: str, short: str) -> bool:
    """西南证券 for 西南证券股份有限公司, 金鼎铸业 for 山西金鼎铸业有限公司, 大江股份 for 重庆大江工业股份有限公司."""
    if not full.endswith(parts("firm")):
        return False
    long, base = firm_itself(full), firm_itself(short)
    if len(base) < 2 or short in parts("generic"):
        return False
    trimmed = {long.removesuffix(trade) for trade in parts("trade")}
    return base == long or (base in trimmed and len(base) >= 3) or _begins(full, long, short)


def firm_itself(name: str) -> str:
    """A firm's name without its place and its legal form: 西南证券."""
    name = re.sub(r"（[^）]*）", "", without_division(name))
    for ending in parts("firm"):
        name = name.removesuffix(ending) if len(name) - len(ending) >= 2 else name
    return name


def event_itself(name: str) -> tuple[str, ...]:
    """An event's name without its year, then without its place and its count: 第三届职工运动会, 职工运动会."""
    undated = YEAR.sub("", name)
    found = undated, without_division(undated), COUNT.sub("", without_division(undated))
    return tuple(short for short in dict.fromkeys(found) if short != name)


def _begins(full: str, core: str, short: str) -> bool:
    """Whether ``short`` is the name before the words of trade, with one of them or with 股份 alone."""
    for stock in parts("stock"):
        head = short.removesuffix(stock)
        at = full.find(head)
        if head != short and len(head) >= 2 and stock in full and at >= 0 and full[:at] in {"", *divisions()}:
            return True
    return len(short) >= LONGEST_NAME and len(core) > len(short) and core.startswith(short)


def by_place(full: str, short: str) -> bool:
    """石马河 for 石马河街道, 江北 for 江北区."""
    if len(short) < 2 or full in {land + short for land in parts("land")}:
        return len(short) > 2 and full != short
    if not full.startswith(short):
        return False
    rest = full.removeprefix(short)
    if short.endswith(parts("natural")) and full not in divisions() and rest in parts("settled"):
        return False  # 沱江 is a river, not 沱江镇
    if any(short + level in divisions() and rest != level for level in parts("upper")):
        return False  # 吉安 may be the city as well as the county
    for people in parts("people"):
        rest = rest.removeprefix(people)
    if short in divisions() and full not in divisions():
        return False  # 潼南 is not 潼南高新区
    return rest in parts("place")


def by_zone(full: str, short: str) -> bool:
    """临江高新区 for 临江国家高新技术产业开发区."""
    return short.endswith(parts("zone")) and full != short and folded(full) == folded(short)


def by_facility(full: str, short: str) -> bool:
    """临江机场 for 临江青石国际机场: the first word and the last."""
    for tail in parts("facility"):
        head = short.removesuffix(tail)
        if head != short and len(head) >= 2:
            return full.endswith(tail) and full.startswith(head) and len(full) > len(short)
    return False


def by_title(full: str, short: str) -> bool:
    """《措施》 for 《某区支持软件产业发展若干措施》."""
    if not full.startswith("《") or not (short.startswith("《") or (len(short) >= 4 and short.endswith(parts("law")))):
        return False
    long, base = bare_name(full).lstrip("《"), bare_name(short).lstrip("《")
    if base.endswith(parts("law")) and len(base) > 4 and long.removesuffix(base) in divisions():
        return False  # the law of the land is not the one of a province
    return len(base) >= 2 and len(long) > len(base) and long.endswith(base)


def by_count(full: str, short: str) -> bool:
    """“稳岗八条” for 《关于稳定岗位的八条措施》 or 《稳定岗位若干意见》: it counts what the title counts or names."""
    tag = re.fullmatch(r"“?(\D{1,4}?)([一二三四五六七八九十百\d]+)条”?", short)
    if tag is None or not full.startswith("《"):
        return False
    return re.search(f"{tag[2]}[条项]", full) is not None or (len(tag[1]) >= 2 and is_subsequence(tag[1], full))


def by_term(full: str, short: str) -> bool:
    """“十四五”规划 for 《某区国民经济和社会发展第十四个五年规划纲要》."""
    term = re.fullmatch(r"“?(十[一二三四五六])五”?规划", short)
    return term is not None and f"第{term[1]}个五年规划" in full


def by_tag(full: str, short: str) -> bool:
    """“满天星” or “满天星”计划 for “满天星”软件企业培育计划."""
    long, base = _QUOTED.match(full), _QUOTED.match(short)
    if long is None or base is None or long[1] != base[1]:
        return False
    tail, rest = full[long.end() :], short[base.end() :]
    return not rest or (rest[-2:] == tail[-2:] and is_subsequence(rest, tail))


def by_marks(full: str, short: str) -> bool:
    """The same name with and without quotation marks."""
    return full.translate(_MARKS) == short.translate(_MARKS)


def by_event(full: str, short: str) -> bool:
    """花博会 for 第十二届青州花卉博览会, 职工运动会 for 江北区第三届职工运动会."""
    long, base = full.translate(_MARKS), short.translate(_MARKS)
    if len(base) < 3 or len(long) <= len(base) or (_session(short) and not _same_body(full, short)):
        return False
    if long.endswith(base) and not base[:1].isdigit():
        return True
    return long[-1] == base[-1] and is_subsequence(base, long)


def by_turn(full: str, short: str) -> bool:
    """首届江城“茶王”大会 for 江城首届“茶王”大会: the count of the session stands elsewhere."""
    counts = [re.search(r"第[一二三四五六七八九十百\d]+届|首届", name) for name in (full, short)]
    if counts[0] is None or counts[1] is None or counts[0][0] != counts[1][0]:
        return False
    return full.replace(counts[0][0], "") == short.replace(counts[1][0], "")


def _same_body(full: str, short: str) -> bool:
    """Whether two meetings are of bodies of one kind, as far as their names show."""
    organs = (*parts("party"), *parts("turn"), *parts("congress"))
    return not any((organ in folded(full)) != (organ in folded(short)) for organ in organs)


def by_session(full: str, short: str) -> bool:
    """区委十三届四次全会 for 中国共产党某区第十三届委员会第四次全体会议: the same two numbers."""
    if not _same_body(full, short):
        return False
    return (counts := _session(full)) is not None and counts == _session(short)


def _session(name: str) -> tuple[str, ...] | None:
    counts = []
    for word in reversed(parts("session")):
        found = re.search(f"([0-9一二三四五六七八九十百]+){word}", name)
        if found is None:
            return None
        counts.append(word + found[1])
    return tuple(sorted(counts))


def by_given_name(full: str, short: str) -> bool:
    """小满 for 郭小满, 阿依 for 阿依·艾合买提 and for 阿依娜·艾合买提."""
    if "·" in full:
        return full.startswith(short) and len(short) >= 2 and "·" not in short
    if len(short) == 2 and len(full) == 3 and short[0] == "阿":
        return full.endswith(short[1])  # 阿平 for 陈永平
    return len(short) == 2 and len(full) == 3 and full.endswith(short) and full[0] not in parts("appellation")


def by_bare(full: str, short: str) -> bool:
    """派出所 for 城东派出所, where it is the only one of the article."""
    if short.startswith(parts("people_of")):
        return False  # 人民法院 is every court
    return len(short) >= 3 and full.endswith(short) and (short in parts("generic") or short.endswith(parts("body")))


TESTS: dict[Label, tuple[Test, ...]] = {
    "ORG": (by_level, by_tail, by_firm, by_abbreviation, by_bare),
    "STREET": (by_place,),
    "PLACE": (by_place, by_zone, by_facility),
    "INITIATIVE": (by_title, by_tag, by_marks, by_count, by_term),
    "EVENT": (by_marks, by_turn, by_session, by_event),
    "PERSON": (by_given_name,),
}


@lru_cache(maxsize=KEPT)
def short_form(full: str, short: str, label: Label) -> str | None:
    """Name of the test that finds ``short`` to be a short form of ``full``, or None."""
    for test in TESTS.get(label, ()):
        if test(full, short):
            return test.__name__
    return None
