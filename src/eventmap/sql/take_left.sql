-- Takes those of them that were not given to those of the others.
INSERT INTO {table}_left
SELECT {key}, withdrawn_in FROM {table}_compared WHERE position IS NULL
