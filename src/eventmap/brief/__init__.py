"""A brief: what a selection of events says, on a page that can be handed over.

`make_brief` puts a view into words, `tell_story` each step of a story; `BRIEF_FORMATS` write them.
Nothing of it is imported past this door.
"""

from eventmap.brief.annex import MOST_ANNEXED, count_annexed
from eventmap.brief.content import Brief, make_brief, tell_story
from eventmap.brief.documents import BRIEF_FORMATS, BriefFormat, refuse_annex, refuse_story
from eventmap.brief.picture import MapView

__all__ = [
    "BRIEF_FORMATS",
    "MOST_ANNEXED",
    "Brief",
    "BriefFormat",
    "MapView",
    "count_annexed",
    "make_brief",
    "refuse_annex",
    "refuse_story",
    "tell_story",
]
