"""Who is logged in, and the way out."""

import streamlit as st

from eventmap.settings import Settings
from eventmap.ui.state import this_user


def show_account(settings: Settings) -> None:
    """Say who is logged in, with a button to log out; nothing where there is no login."""
    user = this_user(settings)
    if user is None:
        return
    with st.container(key="account"):
        st.text(f"Logged in as {user.name}")
        st.button("Log out", key="log out", on_click=st.logout)
