-- The cells of a block of tiles, one row for each type of event in a cell. The key holds the
-- cell's row and column in the block (6 bits each) and the type (4 bits). What a cell adds up to
-- is computed from these few rows: a second grouping here would take as long as this one.
SELECT
    ((((y - $north) >> $shift) << 6) | ((x - $west) >> $shift)) << 4 | type_code AS key,
    count(*) AS events,
    sum(x)::DOUBLE AS x,
    sum(y)::DOUBLE AS y,
    coalesce(sum(killed_low), 0)::DOUBLE AS killed_low,
    count(killed_low) AS killed_with_low,
    coalesce(sum(killed_best), 0)::DOUBLE AS killed_best,
    count(killed_best) AS killed_with_best,
    coalesce(sum(killed_high), 0)::DOUBLE AS killed_high,
    count(killed_high) AS killed_with_high,
    count(coalesce(killed_low, killed_best, killed_high)) AS killed_known,
    coalesce(sum(injured_low), 0)::DOUBLE AS injured_low,
    count(injured_low) AS injured_with_low,
    coalesce(sum(injured_best), 0)::DOUBLE AS injured_best,
    count(injured_best) AS injured_with_best,
    coalesce(sum(injured_high), 0)::DOUBLE AS injured_high,
    count(injured_high) AS injured_with_high,
    count(coalesce(injured_low, injured_best, injured_high)) AS injured_known,
    min(rowid) AS first_row
FROM {events}
WHERE x BETWEEN $west AND $east AND y BETWEEN $north AND $south AND {where}
GROUP BY ALL
