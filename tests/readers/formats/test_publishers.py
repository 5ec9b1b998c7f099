import pandas as pd
import pytest

from eventmap.readers.formats.publishers import count_publishers, read_publishers


def read(*addresses):
    return read_publishers(pd.Series(addresses, dtype="str"))


@pytest.mark.parametrize(
    ("address", "publisher", "named", "side"),
    [
        ("https://www.bbc.co.uk/news/1", "bbc.co.uk", True, "media"),
        ("https://t.me/Suspilne/12?single", "t.me/suspilne", True, "other"),
        ("https://t.me/s/suspilne/12", "t.me/suspilne", True, "other"),
        ("https://t.me/c/1348181349/19454", "t.me/c/1348181349", True, "other"),
        ("https://mobile.twitter.com/NoelReports/status/1", "x.com/noelreports", True, "other"),
        ("https://x.com/i/status/1", "x.com", False, "other"),
        ("https://www.facebook.com/suspilne/posts/1", "facebook.com/suspilne", True, "other"),
        ("https://www.facebook.com/story.php?id=1", "facebook.com", False, "other"),
        ("https://youtu.be/abc", "youtube.com", False, "other"),
        ("https://vk.com/wall-171_28", "vk.com/wall-171", True, "other"),
        ("https://web.archive.org/web/2022/https://tsn.ua/a", "tsn.ua", True, "media"),
        ("https://drive.google.com/file/d/1", "drive.google.com", False, "other"),
        ("https://www.gp.gov.ua/ua/1", "gp.gov.ua", True, "ukraine"),
        ("https://mil.ru/1", "mil.ru", True, "russia"),
        ("https://www.ohchr.un.org/1", "ohchr.un.org", True, "international"),
    ],
)
def test_an_address_tells_its_publisher(address, publisher, named, side):
    row = read(address).iloc[0]

    assert (row.publisher, row.named, row.side) == (publisher, named, side)


def test_an_address_is_made_one_that_can_be_followed():
    urls = read("t.me/mariupol/3562", "https://tsn.ua/a part 2", "https://tsn.ua/it's").url

    assert list(urls) == ["https://t.me/mariupol/3562", "https://tsn.ua/a", "https://tsn.ua/it%27s"]


def test_what_is_no_address_has_no_publisher():
    rows = read("HIDDEN", "see above", None)

    assert rows[["url", "host", "publisher"]].isna().all(axis=None)
    assert not rows["named"].any()


def test_a_publisher_counts_once_and_who_is_not_named_does_not():
    rows = read("https://t.me/a/1", "https://t.me/a/2", "https://youtu.be/x", "https://tsn.ua/1")
    rows.index = pd.Index([7, 7, 7, 8])

    assert count_publishers(rows, pd.Index([7, 8, 9])).to_dict() == {7: 1, 8: 1, 9: 0}
