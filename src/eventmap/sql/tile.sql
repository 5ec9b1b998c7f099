-- The cells of one tile. Grouped by type first, so that a cell's most frequent type is a
-- comparison of a few counts; the text of an event is read only where it stands alone.
WITH by_type AS (
    SELECT
        x >> $shift AS column_number,
        y >> $shift AS row_number,
        event_type,
        count(*) AS events,
        sum(lon) AS lon,
        sum(lat) AS lat,
        sum(killed_low) AS killed_low,
        sum(killed_high) AS killed_high,
        count(*) FILTER (coalesce(killed_low, killed_best, killed_high) IS NOT NULL) AS killed_known,
        count(killed_high) AS killed_closed,
        any_value(rowid) AS only_row
    FROM {events}
    WHERE x BETWEEN $west AND $east AND y BETWEEN $north AND $south AND {where}
    GROUP BY ALL
),
cell AS (
    SELECT
        sum(events)::BIGINT AS count,
        sum(lon) / sum(events) AS lon,
        sum(lat) / sum(events) AS lat,
        arg_max(event_type, events) AS event_type,
        sum(killed_low)::BIGINT AS killed_low,
        CASE WHEN sum(killed_closed) = sum(killed_known)
            THEN sum(killed_high)::BIGINT END AS killed_high,
        (sum(events) - sum(killed_known))::BIGINT AS killed_unknown,
        CASE WHEN sum(events) = 1 THEN any_value(only_row) END AS only_row
    FROM by_type
    GROUP BY column_number, row_number
)
SELECT
    cell.count,
    round(cell.lon, 5) AS lon,
    round(cell.lat, 5) AS lat,
    cell.event_type,
    event.event_id,
    event.title,
    event.date_start::VARCHAR AS date_start,
    event.date_end::VARCHAR AS date_end,
    event.geo_precision,
    cell.killed_low,
    cell.killed_high,
    cell.killed_unknown
FROM cell
LEFT JOIN {events} AS event ON event.rowid = cell.only_row
ORDER BY cell.count DESC, cell.lon, cell.lat
