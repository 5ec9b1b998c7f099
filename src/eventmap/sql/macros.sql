-- Z-order curve: the highest 16 bits of x and y, interleaved into one number.
CREATE OR REPLACE TEMP MACRO spread_8(n) AS (n | (n << 8)) & 16711935;
CREATE OR REPLACE TEMP MACRO spread_4(n) AS (n | (n << 4)) & 252645135;
CREATE OR REPLACE TEMP MACRO spread_2(n) AS (n | (n << 2)) & 858993459;
CREATE OR REPLACE TEMP MACRO spread_1(n) AS (n | (n << 1)) & 1431655765;
CREATE OR REPLACE TEMP MACRO spread(n) AS spread_1(spread_2(spread_4(spread_8(n::BIGINT))));
CREATE OR REPLACE TEMP MACRO z_order(x, y) AS spread(x >> 15) | (spread(y >> 15) << 1);
