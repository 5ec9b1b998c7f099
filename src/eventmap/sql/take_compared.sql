-- Takes what became of the rows of a slice to that of the others.
INSERT INTO {table}_state
SELECT position, held_row, file, stays, changed_in FROM {table}_compared
