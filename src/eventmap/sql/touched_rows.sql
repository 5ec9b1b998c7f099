-- The rows that came, changed or were withdrawn since a version, as a later one marks them; and what
-- happened to them, which changed_rows.sql finds.
CREATE TEMP TABLE {table}_touched AS
SELECT {key} AS id FROM {rows} WHERE changed_in > {since} OR withdrawn_in > {since};

CREATE TEMP TABLE {table}_changes (id VARCHAR, title VARCHAR, position BIGINT, became VARCHAR)
