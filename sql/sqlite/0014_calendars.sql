-- Business calendars: the weekdays are a sum of bits, Monday 1 to Sunday 64; the holidays are a JSON array.
CREATE TABLE calendars (
    tenant INTEGER NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    timezone TEXT NOT NULL,
    weekdays INTEGER NOT NULL,
    holidays TEXT NOT NULL,
    is_default INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    updated_by TEXT NOT NULL,
    updated_ms INTEGER NOT NULL,
    PRIMARY KEY (tenant, key)
) WITHOUT ROWID;
CREATE UNIQUE INDEX calendars_default ON calendars (tenant) WHERE is_default = 1;

-- Schedules from before start runs on any day (1).
ALTER TABLE schedules ADD COLUMN days INTEGER NOT NULL DEFAULT 1;
ALTER TABLE schedules ADD COLUMN calendar TEXT;
ALTER TABLE schedules ADD COLUMN last_skip TEXT;
