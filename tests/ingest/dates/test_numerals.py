import pytest

from kg.ingest.dates.numerals import read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("9", 9),
        ("\uff11\uff12", 12),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十八", 28),
        ("廿", 20),
        ("廿八", 28),
        ("三十一", 31),
        ("二〇二三", 2023),
        ("二○二三", 2023),
        ("二零二三", 2023),
    ],
)
def test_number_is_read_in_digits_and_numerals(text: str, number: int) -> None:
    assert read_number(text) == number


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(KeyError):
        read_number("九天")
