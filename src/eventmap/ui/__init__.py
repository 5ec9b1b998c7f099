"""The page's own parts: each asks, and draws what it is answered."""

import atexit
import gc
from functools import cache


@cache
def settle() -> None:
    """Take what is loaded by now out of every later collection of garbage, once.

    Streamlit collects after each run of the page, and looking through the libraries' own objects
    alone takes 60 ms.
    """
    gc.freeze()
    atexit.register(gc.unfreeze)  # DuckDB tells at the end of what is not given back
