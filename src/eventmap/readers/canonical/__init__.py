"""The canonical layout: a folder with ``events.csv``, two more tables and ``dataset.toml``."""
