-- The cells of a block of tiles, one row for each type of event in a cell. The key holds the
-- cell's row and column in the block (7 bits each) and the type (4 bits). What a cell adds up to
-- is computed from these few rows: a second grouping here would take as long as this one.
SELECT
    ((((y - $north) >> $shift) << 7) | ((x - $west) >> $shift)) << 4 | type_code AS key,
    {totals},
    min(rowid) AS first_row
FROM {events}
WHERE x BETWEEN $west AND $east AND y BETWEEN $north AND $south AND {where}
GROUP BY 1
