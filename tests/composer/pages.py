"""Lays the articles of an invented district paper out as pages, the way a PDF reader gives a real page back.

    python tests/composer/pages.py

reads ``tests/composer/articles/*.yml`` (one issue a file) and writes ``kg/data/samples`` (the pages and their
``kg.toml``) and ``tests/composer/gold`` (where each article of each page lies). Same articles, same bytes.

An issue is ``{date, number, pages, articles}``. A page is ``{page, head, flow}``: ``head`` lists the lines of page
furniture at its top, ``flow`` what follows, each an article's key, two keys (their bodies, then both headlines on
one line), ``{key, from: N}`` for the rest of an article that began on page N, or ``{line: …}`` for more furniture.
An article is

    headline   the line that names it
    kicker     the line above the headline (subtitle: below it), optional
    lay        order of its parts, by default "body kicker headline subtitle"
    width      of its columns, in Han characters; tail_width for the part on another page
    columns    number of columns: the body's lines are dealt over them and a blank line stands where one ends
    tight      no blank lines between its paragraphs
    quotes     a line that starts with an opening quote gets a blank line before it, as readers of PDF do
    body       one paragraph a line; "## " starts a subhead, "@@" marks where it jumps to the page named in jump
    box        short items, each {title, text}, set apart from the body
    byline     a line of its own after the body
    reporters  the names in its bylines
    rest       headline over the part on the other page, optional
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from column_lines import wrap

HERE = Path(__file__).resolve().parent

ARTICLES = HERE / "articles"
GOLD = HERE / "gold"
SAMPLES = HERE.parents[1] / "kg" / "data" / "samples"
PAPER, HOME = "青澜报", "云渚市青澜区"
WEEKDAYS = "一二三四五六日"

Article = dict[str, Any]
Piece = tuple[str, str | None]  # text, and the key of the article that it belongs to


def read_issues() -> list[dict[str, Any]]:
    """All issues, oldest first."""
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(ARTICLES.glob("*.yml"))]


def deal(lines: list[str], columns: int) -> list[str]:
    """Put a blank line where a column ends; ``lines`` may hold blank lines already, which are not counted."""
    full = sum(1 for line in lines if line)
    ends = {round(full * n / columns) for n in range(1, columns)}
    out: list[str] = []
    count = 0
    for line in lines:
        if line:
            out.append(line)
            count += 1
            if count in ends:
                out.append("")
        elif out and out[-1]:
            out.append("")
    return out


def set_body(article: Article, paragraphs: list[str], width: int) -> str:
    """The body in its columns: wrapped paragraphs and subheads, with the blank lines that a reader finds."""
    lines: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        subhead = paragraph.startswith("## ")
        if number and (subhead or paragraphs[number - 1].startswith("## ") or not article.get("tight")):
            lines.append("")
        if subhead:
            lines.append(paragraph.removeprefix("## "))
            continue
        for row, line in enumerate(wrap(paragraph, width)):
            if row and line.startswith("“") and article.get("quotes"):
                lines.append("")
            lines.append(line)
    return "\n".join(deal(lines, article.get("columns", 1)))


def parts(article: Article, continued: int | None) -> Iterator[str]:
    """The parts of an article on one page, in the order they are printed."""
    first, _, second = article["body"].strip().partition("@@")
    text, width = first, article["width"]
    if continued is not None:
        text, width = second, article.get("tail_width", width)
    body = set_body(article, text.strip().split("\n"), width)
    if continued is not None:
        body = f"（上接{continued}版）\n{body}"
    if "jump" in article and continued is None:
        body = f"{body}\n（下转{article['jump']}版）"
    elif "byline" in article:
        body = f"{body}\n {article['byline']}"
    if continued is not None:
        yield body
        if "rest" in article:
            yield article["rest"]
        return
    box = "\n\n".join(
        f"{item['title']}\n" + "\n".join(wrap(item["text"], article.get("box_width", 18)))
        for item in article.get("box", [])
    )
    known = {"body": body, "box": box} | {part: article.get(part, "") for part in ("kicker", "headline", "subtitle")}
    for part in article.get("lay", "body kicker headline subtitle box").split():
        if known[part]:
            yield known[part]


def join(blocks: list[list[Piece]]) -> list[Piece]:
    """Blocks one after another with a blank line between them."""
    out: list[Piece] = []
    for block in blocks:
        out += [("\n\n", None), *block] if out else block
    return out


def compose(issue: dict[str, Any], page: dict[str, Any]) -> list[Piece]:
    """The page as pieces of text, each with the article it belongs to."""
    articles = issue["articles"]
    date = issue["date"]
    printed = {"date": f"{date.year}年{date.month}月{date.day}日", "day": f"星期{WEEKDAYS[date.weekday()]}"}
    blocks: list[list[Piece]] = []
    if page.get("head"):
        blocks.append([("\n".join(page["head"]).format(**printed, number=issue["number"]), None)])
    for item in page["flow"]:
        if isinstance(item, str):
            blocks += [[(part, item)] for part in parts(articles[item], None)]
        elif isinstance(item, list):  # two neighbours whose headlines a reader takes for one line
            for key in item:
                blocks += [[(part, key)] for part in parts(articles[key] | {"lay": "body"}, None)]
            for part in ("kicker", "headline"):
                texts = [(articles[key][part], key) for key in item if part in articles[key]]
                pieces: list[Piece] = [piece for text in texts for piece in ((" ", None), text)]
                blocks += [pieces[1:]] if pieces else []
        elif "line" in item:
            blocks.append([(item["line"], None)])
        else:
            blocks += [[(part, item["key"])] for part in parts(articles[item["key"]], item["from"])]
    return [*join(blocks), ("\n", None)]


def headlines(article: Article, continued: int | None) -> list[str]:
    """What may count as the headline: a short line beside it could as well be the one that is printed large."""
    if continued is not None:
        return [article["rest"]] if "rest" in article else ["", article["headline"]]
    others = [article.get("kicker", ""), article.get("subtitle", "")]
    return [article["headline"], *(line for line in others if line and len(line) <= 24 and not line.startswith("——"))]


def gold(issue: dict[str, Any], page: dict[str, Any], pieces: list[Piece]) -> dict[str, Any]:
    """Where each article lies on the page, in the form that articles are scored in."""
    ranges: dict[str, list[list[int]]] = {}
    at, owner = 0, None
    for text, key in pieces:
        if key is not None:
            spans = ranges.setdefault(key, [])
            if spans and owner == key:
                spans[-1][1] = at + len(text)
            else:
                spans.append([at, at + len(text)])
            owner = key
        at += len(text)
    origin = {item["key"]: item["from"] for item in page["flow"] if isinstance(item, dict) and "key" in item}
    rows = []
    for key, spans in ranges.items():
        article, came = issue["articles"][key], origin.get(key)
        first, _, second = article["body"].partition("@@")
        here = first if came is None else second
        ends_here = came is not None or "jump" not in article
        printed = "".join((here + (article.get("byline", "") if ends_here else "")).split())
        named = [name for name in article.get("reporters", []) if name in printed]
        rows.append(
            {
                "id": key,
                "headlines": headlines(article, came),
                "subheads": [line[3:].strip() for line in here.split("\n") if line.startswith("## ")],
                "reporters": named,
                "ranges": spans,
                "continued_from": f"上接{came}版" if came is not None else None,
                "continued_on": f"下转{article['jump']}版" if came is None and "jump" in article else None,
            }
        )
    return {
        "meta": {"date": str(issue["date"]), "page": page["page"]},
        "entities": [],
        "relations": [],
        "articles": rows,
    }


def build() -> dict[Path, str]:
    """Every file that the composer writes, with its text."""
    files: dict[Path, str] = {}
    settings = [f'paper = "{PAPER}"', f'home = "{HOME}"']
    for issue in read_issues():
        date = issue["date"]
        for page in issue["pages"]:
            name = f"{date:%Y%m%d}-{page['page']:02d}"
            pieces = compose(issue, page)
            files[SAMPLES / f"{name}.txt"] = "".join(text for text, _ in pieces)
            marks = json.dumps(gold(issue, page, pieces), ensure_ascii=False, indent=1)
            files[GOLD / f"{name}.gold.json"] = marks + "\n"
            settings += ["", f'[files."{name}.txt"]', f'date = "{date}"', f"page = {page['page']}"]
    files[SAMPLES / "kg.toml"] = "\n".join(settings) + "\n"
    return files


def main() -> None:
    """Write the samples and their gold, and remove pages that are no longer composed."""
    files = build()
    for folder in (SAMPLES, GOLD):
        folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(folder.iterdir()):
            if path not in files and path.suffix in {".txt", ".json"}:
                path.unlink()
    for path, text in sorted(files.items()):
        path.write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    main()
