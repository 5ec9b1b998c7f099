from support.stories import GOOD

from eventmap.panels.story import story_panel
from eventmap.schema import DatasetInfo
from eventmap.stories import parse_stories


def test_the_panel_says_where_in_the_story_a_step_stands():
    (story,) = parse_stories(GOOD.encode(), "mine", "views.toml")
    info = DatasetInfo("mine", "Mine", "CC0-1.0", redistributable=True, version=3)
    panel = story_panel(story, 2, info, astray=True)
    assert (panel["at"], panel["last"], panel["place"]) == (2, 2, "2 of 2")
    assert (panel["title"], panel["astray"]) == ("Second", True)
    assert panel["briefs"][0] == {
        "label": "PDF",
        "path": "api/brief.pdf?dataset=mine&version=3&story=two",
    }
    assert [each["label"] for each in panel["briefs"]] == ["PDF", "HTML", "Word", "PowerPoint"]
    assert story_panel(story, 2, info, bare=True)["briefs"] == []
