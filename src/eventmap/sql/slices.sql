-- In which slice the events of each cell are. No cell is cut, so that of two slices all rows of the first
-- stand before those of the second; one that has more events than a slice is one with those before it.
CREATE OR REPLACE TEMP TABLE slices AS
SELECT cell, events, ((sum(events) OVER (ORDER BY cell) - events) // $most)::INTEGER AS slice
FROM (
    SELECT
        map_cell(lat, lon, geo_precision, $point_precisions, position, $most) AS cell,
        count(*) AS events
    FROM {source}
    GROUP BY cell
)
