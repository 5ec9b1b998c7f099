"""A brief: what a selection of events says, on a page that can be handed over.

`make_brief` puts it into words, `FORMATS` write it. Nothing of it is imported past this door.
"""

from eventmap.brief.annex import MOST_ANNEXED, count_annexed
from eventmap.brief.content import Brief, make_brief
from eventmap.brief.documents import FORMATS, BriefFormat, refuse_annex
from eventmap.brief.picture import MapView

__all__ = [
    "FORMATS",
    "MOST_ANNEXED",
    "Brief",
    "BriefFormat",
    "MapView",
    "count_annexed",
    "make_brief",
    "refuse_annex",
]
