"""The place for a title and a text of the view that is looked at, to add it to one's own story."""

from collections.abc import Sequence

from eventmap.api import CollectPanel
from eventmap.stories import LONGEST_TEXT, MOST_STEPS, Story

LONGEST_TITLE = 120


def collect_panel(story: Story, misread: Sequence[str] = ()) -> CollectPanel:
    """Return what is asked of a view, and what was wrong with what was given last."""
    return {
        "steps": len(story.steps),
        "full": len(story.steps) >= MOST_STEPS,
        "longest_title": LONGEST_TITLE,
        "longest_text": LONGEST_TEXT,
        "misread": list(misread),
    }
