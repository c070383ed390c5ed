import pytest

from kg.ingest.articles import split_articles
from kg.records import Document

INVISIBLE = [
    "\0",
    "\x08",
    "\x7f",
    "\u00ad",
    "\u200b",
    "\u200f",
    "\u202e",
    "\u2060",
    "\ufeff",
    "\ufe00",
    "\U000e0101",
    "\u3164",
]
HEAD = "三岔口社区点亮回家路"
BODY = "本报讯（记者 向小满）3月5日傍晚，三岔口社区党委书记聂远山说，枣子岚垭街道的路灯亮了。"


@pytest.mark.parametrize("c", INVISIBLE, ids=ascii)
def test_what_shows_nothing_is_left_out_of_an_article_and_counted_in_its_offsets(c: str) -> None:
    text = f"{c}{HEAD}{c}\n\n{c}" + c.join(BODY) + c + "\n"
    (article,) = split_articles(Document("a.txt", text, "", "utf-8"))
    assert (article.text, article.headline) == (f"{HEAD}\n{BODY}", HEAD)
    assert [(x, text[i]) for x, i in zip(article.text, article.offsets, strict=True) if x not in ("\n", text[i])] == []


@pytest.mark.parametrize("c", INVISIBLE, ids=ascii)
def test_names_of_a_byline_are_whole_with_what_shows_nothing_inside(c: str) -> None:
    text = f"{HEAD}\n\n" + BODY.replace("向小满", f"向{c}小{c}满") + "\n"
    (article,) = split_articles(Document("a.txt", text, "", "utf-8"))
    assert article.reporters == ("向小满",)
