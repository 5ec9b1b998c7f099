"""How often one client may ask for what costs much, where the host sets a limit.

Without one the bounds hold that are for everyone: how many downloads are written at a time, how
long a question may take. An address is a poor name for a client: a ministry, a campus or a mobile
network has one for all. So nothing is limited by itself.
"""

import math
import re
import time
from collections.abc import Sequence
from ipaddress import IPv6Address, ip_address, ip_network

from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from eventmap.access import SCOPE_KEY, User

COSTLY = re.compile(r".*/api/((events|brief)\.\w+|compare|changes|unusual)")
"""What is limited, under any base path: all else is answered within milliseconds."""

_OF_ONE_HOST = 64
"""How many bits of an address of IPv6 a host has alike in all that it may use."""


class Fairness:
    """ASGI middleware: answers 429 to a client that asks too often for what costs much.

    Parameters
    ----------
    limits
        Such as ``30/minute 300/hour``; blank is without a limit.
    """

    def __init__(self, app: ASGIApp, *, limits: str) -> None:
        self._app = app
        self._limits = parse_many(";".join(limits.split())) if limits else []
        self._asked = MovingWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on what is not asked for too often."""
        if self._limits and scope["type"] == "http" and COSTLY.fullmatch(scope["path"]):
            client = name_client(scope)
            if full := [each for each in self._limits if not self._asked.test(each, client)]:
                await self._refuse(full, client)(scope, receive, send)
                return
            for limit in self._limits:
                self._asked.hit(limit, client)
        await self._app(scope, receive, send)

    def _refuse(self, full: Sequence[RateLimitItem], client: str) -> JSONResponse:
        ends = max(self._asked.get_window_stats(limit, client).reset_time for limit in full)
        wait_s = max(math.ceil(ends - time.time()), 1)
        often = " and ".join(f"{each.amount} times in {_describe_span(each)}" for each in full)
        said = (
            "Exports, briefs, comparisons, changes and unusual months are answered to each client "
            f"{often} here, and so often you asked. Ask again in {wait_s:,} s."
        )
        return JSONResponse({"error": said}, status_code=429, headers={"Retry-After": str(wait_s)})


def _describe_span(limit: RateLimitItem) -> str:
    name = limit.GRANULARITY.name
    return f"an {name}" if name == "hour" else f"a {name}"


def name_client(scope: Scope) -> str:
    """Return who asks: who is logged in or whose token it is, or else from which address.

    The address is that of the proxy's client where the server trusts the proxy.
    """
    user = scope.get(SCOPE_KEY)
    if isinstance(user, User):
        return " ".join(["user", user.name, *sorted(user.known_as)])
    host = (scope.get("client") or ("", 0))[0]
    try:
        address = ip_address(host)
    except ValueError:
        return f"address {host}"
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return f"address {address.ipv4_mapped}"
        # A host is given so many that each question can come from another one.
        return f"address {ip_network((address, _OF_ONE_HOST), strict=False)}"
    return f"address {address}"
