"""What the page is put together from: the only modules beside it that import streamlit."""
