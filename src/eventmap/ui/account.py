"""Who is logged in, and the way out."""

import streamlit as st

from eventmap.login import find_login, read_session
from eventmap.settings import Settings


def show_account(settings: Settings) -> None:
    """Say who is logged in, with a button to log out; nothing where there is no login."""
    login = find_login(settings)
    session = read_session(st.context.cookies.to_dict(), login) if login else None
    if session is None:
        return
    with st.container(key="account"):
        st.text(f"Logged in as {session.user.name}")
        st.button("Log out", key="log out", on_click=st.logout)
