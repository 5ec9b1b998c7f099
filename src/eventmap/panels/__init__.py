"""The panels of the page: for each, what it shows as plain data, and the script that draws it.

``headline.py`` gives the data that ``headline.js`` draws, and so on. The scripts share
``dom.js`` and ``panel.css``; they put text on the page as text, never as markup.
"""
