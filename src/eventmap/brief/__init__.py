"""A brief: what a selection of events says, on a page that can be handed over.

`make_brief` puts it into words, `FORMATS` write it. Nothing of it is imported past this door.
"""

from eventmap.brief.content import Brief, make_brief
from eventmap.brief.documents import FORMATS, BriefFormat

__all__ = ["FORMATS", "Brief", "BriefFormat", "make_brief"]
