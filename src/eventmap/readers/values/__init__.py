"""What the cells of other makers' tables mean: dates, places, figures, ids."""
