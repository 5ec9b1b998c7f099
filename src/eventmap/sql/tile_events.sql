-- What is shown of the events that stand alone in their cell.
SELECT
    rowid AS only_row,
    lon,
    lat,
    event_id,
    title,
    date_start::VARCHAR AS date_start,
    date_end::VARCHAR AS date_end,
    geo_precision
FROM {events}
WHERE rowid IN (SELECT unnest($only_rows))
