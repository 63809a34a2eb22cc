-- The cluster host runs on PostgreSQL only; its tables are in sql/postgres/0011_cluster.sql. The number is kept in step.
SELECT 1;
