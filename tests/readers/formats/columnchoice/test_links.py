import json

import pytest
from support.format_sources import DAY, claims_of, make_source, one_event, shape_rows

from eventmap.readers.formats.columnchoice import choose_columns

PAGE = "https://example.org/page"


def test_addresses_in_numbered_columns_are_all_read():
    links = [f"https://example.org/{at}" for at in range(4)]
    first = DAY | {"Link 1": links[0], "Link 2": links[1], "Link 3": links[2]}
    draft = shape_rows(first, DAY | {"Link 1": None, "Link 2": links[3], "Link 3": None})
    assert [claim["url"] for claim in claims_of(draft, 2)] == links[:3]
    assert [claim["url"] for claim in claims_of(draft, 3)] == links[3:]


def test_addresses_of_something_else_are_not_those_of_the_event():
    row = DAY | {"Link 1": "https://example.org/1", "Photo of place": "https://example.org/2"}
    assert [claim["url"] for claim in claims_of(shape_rows(row), 2)] == ["https://example.org/1"]


def test_addresses_in_lists_of_objects_go_before_one_that_all_rows_have():
    told = [{"url": "https://example.org/1", "text": "Film"}, {"url": "Case 3", "text": ""}]
    more = [{"url": "https://example.org/2"}, {"url": "https://example.org/3", "archive": PAGE}]
    rows = (DAY | {"links": json.dumps(each), "edit_at": PAGE} for each in (told, more))
    draft = shape_rows(*rows)
    assert [claim["url"] for claim in claims_of(draft, 2)] == ["https://example.org/1"]
    assert [claim["url"] for claim in claims_of(draft, 3)] == [
        "https://example.org/2",
        "https://example.org/3",
    ]


def test_lists_of_objects_that_are_no_links_are_not_read_as_such():
    row = DAY | {"people": json.dumps([{"name": "A", "url": PAGE}]), "links": "[{broken"}
    assert "url" not in choose_columns(make_source([row]), {}).columns


def test_texts_that_end_with_their_sources_are_texts_and_their_addresses_are_read():
    text = "Two cars collided on the road to the harbour this morning"
    row = DAY | {"description": f"{text} [[https://example.org/1]]\n[[https://example.org/2]]"}
    draft = shape_rows(row)
    assert one_event(draft)["summary"].startswith(text)
    assert [claim["url"] for claim in claims_of(draft, 2)] == [
        "https://example.org/1",
        "https://example.org/2",
    ]


def test_pictures_of_markers_are_no_sources():
    icon = "https://example.org/icons/red.png"
    row = DAY | {"_iconUrl": icon, "icon": icon, "_markerType": "Icon"}
    assert not {"url", "event_type"} & {*choose_columns(make_source([row]), {}).columns}


@pytest.mark.parametrize("heading", ["helpLink", "Donation URL", "link_donasi"])
def test_where_to_help_is_no_source(heading):
    choice = choose_columns(make_source([DAY | {heading: "https://example.org/give"}]), {})
    assert "url" not in choice.columns
    (use,) = (each for each in choice.uses if each.column == heading)
    assert (use.field, use.looks_like) == ("", "link")


def test_pictures_of_a_map_in_kml_are_no_sources():
    row = DAY | {"gx_media_links": "https://example.org/p.jpg", "Quelle": PAGE}
    assert [claim["url"] for claim in claims_of(shape_rows(row), 2)] == [PAGE]


def test_pictures_are_sources_only_where_nothing_else_is():
    picture = DAY | {"photo": "https://example.org/1.jpg"}
    choice = choose_columns(make_source([picture]), {})
    assert choice.columns["url"] == "photo"
    told = "those of pictures or films in 'photo' are read as the links of the events."
    assert [note for note in choice.notes if note.endswith(told)]
    choice = choose_columns(make_source([DAY | {"Photo source": PAGE}]), {})
    assert not [note for note in choice.notes if "pictures" in note]
    row = picture | {"item": "https://example.org/Q1", "itemLabel": "Crush in a tunnel"}
    columns = choose_columns(make_source([row]), {}).columns
    assert (columns["url"], columns["title"]) == ("item", "itemLabel")


def test_videos_are_sources_only_where_nothing_else_is():
    row = DAY | {"Sources": "https://example.org/1; https://example.org/2", "Video": PAGE}
    assert choose_columns(make_source([row]), {}).columns["url"] == "Sources"
    assert choose_columns(make_source([DAY | {"Video": PAGE}]), {}).columns["url"] == "Video"


@pytest.mark.parametrize(
    ("shown", "told"), [("Link", "URL 2"), ("url", "article"), ("Evidence", "Reference")]
)
def test_addresses_of_pictures_are_no_sources_where_others_are(shown, told):
    picture = "https://example.org/img/1.JPG?w=200"
    draft = shape_rows(DAY | {shown: picture, told: PAGE})
    assert [claim["url"] for claim in claims_of(draft, 2)] == [PAGE]
    draft = shape_rows(DAY | {shown: picture})
    assert [claim["url"] for claim in claims_of(draft, 2)] == [picture]


def test_several_pictures_of_an_event_are_no_sources_where_another_column_has_links():
    pictures = "https://example.org/1.jpg, https://example.org/2.PNG"
    draft = shape_rows(DAY | {"media": pictures, "Article": PAGE})
    assert draft.claims["url"].tolist() == [PAGE]


def test_the_names_beside_addresses_are_sources_where_no_column_is():
    told = [{"name": "AFP", "url": PAGE}, {"name": "RFI", "url": None}]
    rows = [DAY | {"sources": json.dumps(told)}, DAY | {"sources": json.dumps([{"name": "AIB"}])}]
    rows += [DAY | {"sources": json.dumps([{"name": "AFP", "url": PAGE}])}]
    draft = shape_rows(*rows)
    assert [[claim["source"] for claim in claims_of(draft, line)] for line in (2, 3, 4)] == [
        ["AFP; RFI"],
        ["AIB"],
        ["AFP"],
    ]
    own = shape_rows(*(row | {"source": "OCHA"} for row in rows))
    assert [claim["source"] for claim in claims_of(own, 2)] == ["OCHA"]
