-- Each claim as given beside the one that is held in its place among those about the same event. The
-- digests come first: the rows are sorted by event without all that is in them.
CREATE OR REPLACE TEMP TABLE claims_pairs AS
WITH given AS (
    SELECT *, row_number() OVER (PARTITION BY event_id ORDER BY position) AS nth FROM {given}
),
held AS (
    SELECT *, row_number() OVER (PARTITION BY event_id ORDER BY held_row) AS nth FROM {held}
)
SELECT
    event_id, position, held_row, file, changed_in, withdrawn_in,
    given.digest IS DISTINCT FROM held.digest AS differs
FROM given FULL JOIN held USING (event_id, nth)
