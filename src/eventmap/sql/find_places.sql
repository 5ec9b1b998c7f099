-- Where each row stands among those given, from 1, and the files that hold a row which does not stay.
CREATE TEMP TABLE {table}_places (
    position BIGINT, nth BIGINT, held_row BIGINT, file INTEGER, stays BOOLEAN, changed_in BIGINT
);

INSERT INTO {table}_places BY NAME
SELECT held_row, file, stays, changed_in FROM {table}_state WHERE position IS NULL;

CREATE TEMP TABLE {table}_anew AS
SELECT file FROM {table}_state WHERE file IS NOT NULL GROUP BY file HAVING NOT bool_and(stays)
