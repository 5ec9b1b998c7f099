"""A step of a story: its title and text, and the way to the others."""

from urllib.parse import urlencode

from eventmap.api import ExportLink, StoryPanel
from eventmap.brief import BRIEF_FORMATS
from eventmap.schema import DatasetInfo
from eventmap.stories import Story


def story_panel(
    story: Story,
    number: int,
    info: DatasetInfo,
    *,
    astray: bool = False,
    bare: bool = False,
) -> StoryPanel:
    """Return what a step says, where in its story it stands, and briefs of the whole story.

    Parameters
    ----------
    number
        Of the step, from 1.
    info
        The dataset that it is of.
    astray
        Whether the filter is another than the step's by now.
    bare
        Whether it stands without buttons; keys turn the steps all the same.
    """
    step = story.steps[number - 1]
    return {
        "story": story.title,
        "place": f"{number} of {len(story.steps)}",
        "title": step.title,
        "text": step.text,
        "at": number,
        "last": len(story.steps),
        "astray": astray,
        "bare": bare,
        "briefs": [] if bare else _link_briefs(story, info),
    }


def _link_briefs(story: Story, info: DatasetInfo) -> list[ExportLink]:
    query = urlencode({"dataset": info.name, "version": info.version, "story": story.name})
    return [
        {"label": form.label, "path": f"api/brief.{form.extension}?{query}"}
        for form in BRIEF_FORMATS.values()
        if not form.single
    ]
