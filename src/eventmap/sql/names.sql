-- What Spark calls otherwise than DuckDB, by its names: in these any engine is asked.
CREATE OR REPLACE MACRO arrays_overlap(one, other) AS list_has_any(one, other);
CREATE OR REPLACE MACRO explode(list) AS unnest(list);
CREATE OR REPLACE MACRO sequence(first, last) AS generate_series(first, last);
