import pytest

from kg.ingest.home import guess_home


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("2月22日，重庆市渝北区召开会议。渝北区各街道参加。", "重庆市渝北区"),
        ("2月28日，由昆山市人民政府主办的签约仪式举行。昆山市副市长致辞。", "江苏省苏州市昆山市"),
        ("重庆的江北区石马河街道和五里店街道开了会。", "重庆市江北区"),
        ("宁波市江北区的洪塘街道和慈城镇开了会。", "浙江省宁波市江北区"),
    ],
)
def test_district_named_clearly_is_the_home(text: str, home: str) -> None:
    assert guess_home(text) == (home, "guessed")


@pytest.mark.parametrize("text", ["区委召开会议。", "江北区召开会议。", "渝北区和南岸区比了一场，重庆人爱看。", ""])
def test_doubtful_district_is_no_home(text: str) -> None:
    assert guess_home(text) == (None, "none")
