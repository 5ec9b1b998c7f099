import pandas as pd
import pytest

from eventmap.readers.formats.linkpublishers import part_links, read_publishers


def read(*addresses):
    return read_publishers(pd.Series(addresses, dtype="str"))


@pytest.mark.parametrize(
    ("address", "publisher", "side"),
    [
        ("https://www.bbc.co.uk/news/1", "bbc.co.uk", "media"),
        ("https://t.me/Suspilne/12?single", "t.me/suspilne", "other"),
        ("https://t.me/s/suspilne/12", "t.me/suspilne", "other"),
        ("https://t.me/c/1348181349/19454", "t.me/c/1348181349", "other"),
        ("https://mobile.twitter.com/NoelReports/status/1", "x.com/noelreports", "other"),
        ("https://x.com/i/status/1", "x.com", "other"),
        ("https://www.facebook.com/suspilne/posts/1", "facebook.com/suspilne", "other"),
        ("https://www.facebook.com/story.php?id=1", "facebook.com", "other"),
        ("https://youtu.be/abc", "youtube.com", "other"),
        ("https://vk.com/wall-171_28", "vk.com/wall-171", "other"),
        ("https://web.archive.org/web/2022/https://tsn.ua/a", "tsn.ua", "media"),
        ("https://drive.google.com/file/d/1", "drive.google.com", "other"),
        ("https://www.gp.gov.ua/ua/1", "gp.gov.ua", "ukraine"),
        ("https://t.me/mod_russia/7", "t.me/mod_russia", "russia"),
        ("https://t.me/dnr_live/7", "t.me/dnr_live", "other"),
        ("https://mil.ru/1", "mil.ru", "russia"),
        ("https://www.ohchr.un.org/1", "ohchr.un.org", "international"),
    ],
)
def test_an_address_tells_its_publisher(address, publisher, side):
    row = read(address).iloc[0]

    assert (row.publisher, row.side) == (publisher, side)


def test_an_address_is_made_one_that_can_be_followed():
    urls = read("t.me/mariupol/3562", "https://tsn.ua/a part 2", "https://tsn.ua/it's").url

    assert list(urls) == ["https://t.me/mariupol/3562", "https://tsn.ua/a", "https://tsn.ua/it%27s"]


def test_what_is_no_address_has_no_publisher():
    rows = read("HIDDEN", "see above", None)

    assert rows[["url", "host", "publisher"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("https://example.org/a, https://example.org/b", ["/a", "/b"]),
        ("https://example.org/c; https://example.org/d", ["/c", "/d"]),
        ("https://example.org/c;https://example.org/d", ["/c", "/d"]),
        ("https://example.org/e\nhttps://example.org/f", ["/e", "/f"]),
        ("https://example.org/a | https://example.org/a", ["/a"]),
        ("example.org/g", ["/g"]),
        ("Reuters: <https://example.org/h>", ["/h"]),
        ("https://example.org/a,b;c", ["/a,b;c"]),
        ("[one](https://example.org/a) | [two](https://example.org/b)", ["/a", "/b"]),
        ('<a href="https://example.org/a">A</a> & <A HREF=https://example.org/b>', ["/a", "/b"]),
        ("https://example.org/A_(b), (https://example.org/c)", ["/A_(b)", "/c"]),
        ("https://example.org/A_(b)", ["/A_(b)"]),
        ("example.org/a and https://example.org/b", ["/a", "/b"]),
        ("https://example.org/a (copy: example.org/b)", ["/a", "/b"]),
        ("see e.g. the post of 12.05/13.05: https://example.org/a", ["/a"]),
        (
            '[{"name": "A", "url": "https://example.org/i"}, {"url": "https://example.org/j"}]',
            ["/i", "/j"],
        ),
    ],
)
def test_each_address_in_a_cell_is_parted_from_the_others(text, links):
    assert part_links(pd.Series([text])).tolist() == [
        f"https://example.org{link}" for link in links
    ]


def test_what_is_no_address_stays_whole():
    assert part_links(pd.Series(["a report, see page 3", None])).tolist() == [
        "a report, see page 3"
    ]


def test_addresses_that_are_written_together_are_parted_and_nested_ones_are_not():
    glued = "https://example.org/1.htmlhttp://example.net/2"
    nested = "https://archive.example/web/2020/http://example.net/2"
    assert part_links(pd.Series([glued, nested])).tolist() == [
        "https://example.org/1.html",
        "http://example.net/2",
        nested,
    ]
