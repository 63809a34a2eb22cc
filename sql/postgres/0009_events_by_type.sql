-- The last events of a type: without it, a rare type is found by walking through all others.
CREATE INDEX events_type ON events (tenant, type, key);
