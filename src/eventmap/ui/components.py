"""Panels, and messages in words."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.components.v2 import component

from eventmap.charts import Spec
from eventmap.panels import PANELS_BUILD
from eventmap.ui.state import find_control, touch

if TYPE_CHECKING:
    from eventmap.api import NoticePanel

SIDE_BY_SIDE = (2.1, 1)
"""How wide what is read first is beside what stands next to it."""

_PANEL = """\
export default async (panel) => {
  const page = location.origin + location.pathname.replace(/\\/?$/, '/');
  const load = (file) => import(new URL(`assets/panels/BUILD/${file}.js`, page));
  const [{ start }, script] = await Promise.all(['dom', 'NAME'].map(load));
  return start(panel, script.default);
};
"""
"""The script that Streamlit is given for a panel and sends with all that is new in it. It only says
where the panel's own script is, which the browser keeps."""

_LOG = logging.getLogger(__name__)


@cache
def _renderer(name: str) -> Callable[..., Any]:
    script = _PANEL.replace("BUILD", PANELS_BUILD).replace("NAME", name)
    return component(f"eventmap.{name}", html='<div class="panel"></div>', js=script)


def panel(
    name: str, content: Mapping[str, object], *, key: str, **triggers: Callable[[Any], None]
) -> None:
    """Draw the panel ``panels/{name}.js`` from `content`.

    Parameters
    ----------
    triggers
        For each trigger that the script sets, what to do with its value before the next run.
    """

    def call(trigger: str, act: Callable[[Any], None]) -> Callable[[], None]:
        def changed() -> None:
            sent = find_control(key)
            touch()  # first: what is done may read the filters
            if sent is not None:  # the browser may still show a panel that is drawn no more
                act(sent[trigger])

        return changed

    _renderer(name)(
        data=content,
        key=key,
        **{f"on_{trigger}_change": call(trigger, act) for trigger, act in triggers.items()},
    )


def notice(kind: str, title: str, lines: list[str], *, key: str, more: str = "") -> None:
    """Say something, as text: `kind` is "error" or "warning"."""
    content: NoticePanel = {"kind": kind, "title": title, "lines": lines, "more": more}
    panel("notice", content, key=key)


def chart(
    make: Callable[[], Spec],
    *,
    key: str,
    alt: str,
    on_select: Callable[[], None] | None = None,
) -> None:
    """Draw the chart that `make` makes."""
    st.vega_lite_chart(make(), key=key, on_select=on_select or "ignore", alt=alt)


@contextmanager
def alone(what: str) -> Iterator[None]:
    """Let a part of the page fail without taking the others down, and say so in words."""
    try:
        yield
    except Exception as error:
        _LOG.exception("%s could not be shown", what)
        notice("error", f"{what} could not be shown.", [str(error)], key=f"failed {what}")
