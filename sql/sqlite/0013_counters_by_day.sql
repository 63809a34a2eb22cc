-- Every counter is kept by day too: its kind is 1,000 more, its hour the day's first. A question over a month reads a row a day.
INSERT INTO counters (tenant, kind, subject, hour, n, total)
SELECT tenant, kind + 1000, subject, hour / 24 * 24, sum(n), sum(total)
FROM counters
GROUP BY tenant, kind, subject, hour / 24;
