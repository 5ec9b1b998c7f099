"""A step of a story: its title and text, and the way to the others."""

from eventmap.api import StoryPanel
from eventmap.stories import Story


def story_panel(
    story: Story, number: int, *, astray: bool = False, bare: bool = False
) -> StoryPanel:
    """Return what a step says, and where in its story it stands.

    Parameters
    ----------
    number
        Of the step, from 1.
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
    }
