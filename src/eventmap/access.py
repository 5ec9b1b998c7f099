"""Who may see a dataset: the table ``[access]`` of its description, and who is asking.

    [access]
    see = ["group:analysts", "user:anna@example.org"]
    rows = ["group:analysts"]
    import = ["user:anna@example.org"]

Without the table a dataset is for everyone whom the host lets in. With it, it is for those alone
whom it names, and for nobody while nobody can log in. ``rows`` names those of them who may have its
rows, where that is not for all of them: lists, exports, changes, texts. ``import`` names those of
the latter who may write new versions of it by the page, where it is in a store: unless somebody is
named, nobody.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import tomlkit

EVERYONE = "everyone"
"""All who are logged in."""

SCOPE_KEY = "eventmap.user"
"""Under which the scope of a request has the `User` who asks."""

WHO_ALLOWED = f"{EVERYONE}, group:NAME or user:NAME"

_WHO = re.compile(rf"{EVERYONE}|(group|user):\S(.*\S)?")
_KEYS = {"see": "see", "rows": "rows", "import": "importers"}
"""The keys of the table, and what an `Access` calls them."""

_KEY = re.compile(rb"access", flags=re.IGNORECASE)


@dataclass(frozen=True)
class User:
    """Who is logged in.

    Parameters
    ----------
    name
        As the provider gives it, for people to read.
    known_as
        What names the user in an `Access`.
    """

    name: str
    known_as: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True)
class Access:
    """To whom a dataset is open.

    Parameters
    ----------
    see
        Who may see it; all others are answered as if it were not there.
    rows
        Who of them may have its rows; ``None`` is all.
    importers
        Who of the latter may write new versions of it by the page.
    """

    see: frozenset[str] = frozenset()
    rows: frozenset[str] | None = None
    importers: frozenset[str] = frozenset()

    @property
    def named(self) -> frozenset[str]:
        """All whom it names."""
        return self.see | (self.rows or frozenset()) | self.importers

    def allows(self, user: User | None) -> bool:
        """Return whether a user may see the dataset; ``None`` is nobody who is logged in."""
        return user is not None and bool(self.see & {EVERYONE, *user.known_as})

    def gives_rows(self, user: User | None) -> bool:
        """Return whether a user may have the rows of the dataset."""
        rows = self.see if self.rows is None else self.rows
        return self.allows(user) and Access(rows).allows(user)

    def imports(self, user: User | None) -> bool:
        """Return whether a user may write new versions of the dataset by the page."""
        return self.gives_rows(user) and Access(self.importers).allows(user)

    def describe(self) -> str:
        """Return who may see the dataset, completing the sentence "Seen only by …"."""
        more = [] if self.rows is None else [f"its rows by {_list_names(self.rows)}"]
        if self.importers:
            more.append(f"new versions, of those, by {_list_names(self.importers)}")
        return _list_names(self.see) + (f" ({'; '.join(more)})" if more else "")


def _list_names(who: frozenset[str]) -> str:
    return ", ".join(sorted(who)) or "nobody"


NOBODY = Access()


def parse_access(data: bytes) -> Access | None:
    """Return what a TOML file says of access; ``None`` where it has no such table.

    Raises
    ------
    ValueError
        If it cannot be read, or the table says anything else than who may see the dataset.
    """
    access = tomllib.loads(data.decode("utf-8-sig")).get("access")
    return None if access is None else read_access(access)


def read_access(value: Any) -> Access:
    """Return what the table ``[access]`` says.

    Raises
    ------
    ValueError
        With the key, and what is allowed.
    """
    if not isinstance(value, Mapping):
        raise ValueError(f"access is {value!r}; allowed: a table with the key see")
    if unknown := [key for key in value if key not in _KEYS]:
        raise ValueError(f"access.{unknown[0]} is not known; allowed: {', '.join(_KEYS)}")
    named: dict[str, frozenset[str]] = {}
    for key, name in _KEYS.items():
        who = value.get(key)
        if key == "see" or key in value:
            if not isinstance(who, list):
                raise ValueError(f"access.{key} is {who!r}; allowed: a list of {WHO_ALLOWED}")
            named[name] = check_who(who)
    return Access(**named)


def check_who(names: Iterable[object]) -> frozenset[str]:
    """Return the names of users and groups, all of which are sound.

    Raises
    ------
    ValueError
        With the first that is not.
    """
    found = list(names)
    for who in found:
        if not isinstance(who, str) or not _WHO.fullmatch(who):
            raise ValueError(f"{who!r} is nobody who may see a dataset; allowed: {WHO_ALLOWED}")
    return frozenset(map(str, found))


def write_access(access: Access) -> bytes:
    """Return the file that `parse_access` reads."""
    named = {"see": access.see} | ({} if access.rows is None else {"rows": access.rows})
    named |= {"import": access.importers} if access.importers else {}
    return tomlkit.dumps({"access": {key: sorted(who) for key, who in named.items()}}).encode()


def names_access(data: bytes) -> bool:
    """Return whether a file that cannot be read may have been meant to say who sees something."""
    return _KEY.search(data) is not None
