-- The same as tile.sql from what is counted ahead, see cube.sql: the cells of a tile are some cells
-- of the cube, and the edges of the block are edges of cells.
SELECT
    ((((cell_y - ($north >> {shift})) >> ($shift - {shift})) << 7)
        | ((cell_x - ($west >> {shift})) >> ($shift - {shift}))) << 4 | type_code AS key,
    {added_up},
    min(first_row) AS first_row
FROM (
    {parts}
)
WHERE cell_x BETWEEN $west >> {shift} AND $east >> {shift}
    AND cell_y BETWEEN $north >> {shift} AND $south >> {shift}
GROUP BY ALL
