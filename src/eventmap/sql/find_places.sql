-- Where each row stands among those given, from 1, and the files that hold a row which does not stay.
CREATE TEMP TABLE {table}_places AS
SELECT position, row_number() OVER (ORDER BY position NULLS LAST) AS nth, held_row, file, stays, changed_in
FROM {table}_state;

CREATE TEMP TABLE {table}_anew AS
SELECT file FROM {table}_places WHERE file IS NOT NULL GROUP BY file HAVING NOT bool_and(stays)
