"""The commands of ``eventmap``, by what they are about."""
