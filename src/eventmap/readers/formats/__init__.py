"""The formats of event tables that are known by their columns, one a module."""
