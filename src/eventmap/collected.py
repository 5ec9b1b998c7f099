"""Stories that viewers collect on the page: one for each viewer and dataset, in memory alone.

A viewer is a browser, known by its cookie. A story is here for as long as its dataset is, the
server runs and has room for it; who wants to keep it takes it away as a file.
"""

from collections import OrderedDict
from threading import Lock

from eventmap.stories import Stories, Story, write_views

OWN = "my-story"
"""What a viewer's own story is called in links; only that viewer's browser can follow them."""

_MOST_DATASETS = 5
_HOST_BYTES = 20_000_000


class Collected:
    """The stories that viewers have collected.

    Parameters
    ----------
    most_bytes
        How much all of them hold, as files; those of who has changed none for longest go first.
    """

    def __init__(self, most_bytes: int = _HOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._lock = Lock()
        self._stories: OrderedDict[str, dict[str, Story]] = OrderedDict()
        self._sizes: dict[str, int] = {}

    def of(self, viewer: str | None) -> dict[str, Story]:
        """Return the stories of a viewer, by dataset; without a cookie there is nobody to know."""
        with self._lock:
            return dict(self._stories.get(viewer, {})) if viewer is not None else {}

    def keep(self, viewer: str, dataset: str, story: Story) -> None:
        """Keep a viewer's story of a dataset in place of the one before; one without steps goes.

        Of a viewer's stories of more datasets than there is room for the oldest go.
        """
        with self._lock:
            own = self._stories.pop(viewer, {})
            own.pop(dataset, None)
            if story.steps:
                own[dataset] = story
            for old in list(own)[:-_MOST_DATASETS]:
                del own[old]
            self._sizes.pop(viewer, None)
            if own:
                self._stories[viewer] = own
                self._sizes[viewer] = sum(len(write_views(each)) for each in own.values())
            while sum(self._sizes.values()) > self._most_bytes and len(self._stories) > 1:
                gone, _ = self._stories.popitem(last=False)
                del self._sizes[gone]

    def forget(self, dataset: str) -> None:
        """Forget what was collected of a dataset, which is there no more."""
        with self._lock:
            having = [viewer for viewer, own in self._stories.items() if dataset in own]
        for viewer in having:
            self.keep(viewer, dataset, Story(OWN, "", ()))

    def beside(self, stories: Stories, viewer: str | None) -> Stories:
        """Return the host's stories with those of a viewer, which go before them."""
        own = self.of(viewer)
        return {
            name: (*([own[name]] if name in own else []), *stories.get(name, ()))
            for name in (*stories, *(name for name in own if name not in stories))
        }
