-- What became of each row: added, changed, unchanged, withdrawn, or kept as it was: withdrawn
-- before, or not spoken of. With where it stands among the given, and where it is held.
CREATE OR REPLACE TEMP TABLE {table}_compared AS
WITH compared AS (
    SELECT
        {key},
        position,
        held_row,
        file,
        held.changed_in,
        held.withdrawn_in,
        CASE
            WHEN held.{key} IS NULL THEN 'added'
            WHEN given.{key} IS NULL AND $whole AND held.withdrawn_in IS NULL THEN 'withdrawn'
            WHEN given.{key} IS NULL THEN 'kept'
            WHEN held.withdrawn_in IS NOT NULL OR given.digest <> held.digest OR {also}
            THEN 'changed'
            ELSE 'unchanged'
        END AS became
    FROM {given} AS given FULL JOIN {held} AS held USING ({key})
)
SELECT
    {key},
    became,
    position,
    held_row,
    file,
    became IN ('unchanged', 'kept') AS stays,
    CASE WHEN became IN ('added', 'changed') THEN $version ELSE changed_in END AS changed_in,
    CASE became WHEN 'withdrawn' THEN $version WHEN 'kept' THEN withdrawn_in END AS withdrawn_in
FROM compared
