"""The number that a page prints of itself."""

from kg.ingest.page.number import letter_of


def test_a_full_width_letter_is_that_letter() -> None:
    assert letter_of("Ａ") == letter_of("a") == "A"
    assert letter_of(None) == ""
