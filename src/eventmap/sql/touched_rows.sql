-- The rows that came, changed or were withdrawn since a version, as a later one marks them.
CREATE TEMP TABLE {table}_touched AS
SELECT {key} AS id FROM {rows} WHERE changed_in > {since} OR withdrawn_in > {since}
