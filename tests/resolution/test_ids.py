from hypothesis import given
from hypothesis import strategies as st

from kg.resolution.ids import content_id, entity_id


def test_an_id_is_a_prefix_and_ten_hexadecimal_digits() -> None:
    assert entity_id("person", "白启明", "重庆市江北区") == "per-fbc13ac579"


def test_the_article_of_a_namesake_or_another_anchor_gives_another_id() -> None:
    ids = {
        entity_id("person", "王芳", "重庆市江北区"),
        entity_id("person", "王芳", "重庆市江北区", "20230105-01.txt#a3"),
        entity_id("person", "王芳", "重庆市渝北区"),
        entity_id("person", "王芳", None),
    }

    assert len(ids) == 4


@given(st.text(), st.text())
def test_parts_are_kept_apart(one: str, other: str) -> None:
    assert content_id("ten", one, other) != content_id("ten", one + other)
