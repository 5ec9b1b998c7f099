-- Goes on with find_places.sql: the given rows {rows}, which follow the first $before in their order.
INSERT INTO {table}_places
SELECT position, $before + row_number() OVER (ORDER BY position) AS nth, held_row, file, stays, changed_in
FROM {rows}
