"""The canonical layout: a folder with ``events.csv``, two more tables and ``dataset.toml``.

`read_canonical` reads such a folder, or refuses it for every cell that is wrong; `read_rows` keeps
the sound rows and refuses the others. Nothing is guessed, rounded or filled in but what
`read_canonical` says. Nothing of it is imported past this door.
"""

from eventmap.canonical.dataset import read_canonical, read_rows
from eventmap.canonical.description import DESCRIPTION, find_access, may_restrict
from eventmap.canonical.folder import REQUIRED_FILES
from eventmap.canonical.relations import select_sql
from eventmap.canonical.rules import URL, find_refused, is_json_object

__all__ = [
    "DESCRIPTION",
    "REQUIRED_FILES",
    "URL",
    "find_access",
    "find_refused",
    "is_json_object",
    "may_restrict",
    "read_canonical",
    "read_rows",
    "select_sql",
]
