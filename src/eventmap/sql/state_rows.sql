-- Where each row stands among the given, and where it is held; and of those that were not given which they
-- are, and what becomes of them.
CREATE TEMP TABLE {table}_state (
    position BIGINT, held_row BIGINT, file INTEGER, stays BOOLEAN, changed_in BIGINT
);

CREATE TEMP TABLE {table}_left ({key} VARCHAR, withdrawn_in BIGINT)
