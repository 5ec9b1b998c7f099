-- What becomes of each claim, as of the rows of other tables; those of an event stay together.
CREATE OR REPLACE TEMP TABLE claims_compared AS
SELECT
    position,
    held_row,
    file,
    CASE
        WHEN position IS NULL THEN kept.event_id IS NOT NULL
        ELSE differ.event_id IS NULL AND held_row IS NOT NULL AND withdrawn_in IS NULL
    END AS stays,
    CASE WHEN differ.event_id IS NULL THEN changed_in ELSE $version END AS changed_in
FROM claims_pairs
LEFT JOIN claims_differ AS differ USING (event_id)
LEFT JOIN (SELECT event_id FROM events_compared WHERE became = 'kept') AS kept USING (event_id)
