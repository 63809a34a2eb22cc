-- Business calendars: the weekdays are a sum of bits, Monday 1 to Sunday 64; the holidays are a JSON array.
CREATE TABLE calendars (
    tenant int NOT NULL,
    key text COLLATE "C" NOT NULL,
    name text NOT NULL,
    timezone text NOT NULL,
    weekdays smallint NOT NULL,
    holidays text NOT NULL,
    is_default boolean NOT NULL,
    revision int NOT NULL,
    created_by text NOT NULL,
    created_ms bigint NOT NULL,
    updated_by text NOT NULL,
    updated_ms bigint NOT NULL,
    PRIMARY KEY (tenant, key)
);
CREATE UNIQUE INDEX calendars_default ON calendars (tenant) WHERE is_default;

-- Schedules from before start runs on any day (1).
ALTER TABLE schedules ADD COLUMN days smallint NOT NULL DEFAULT 1;
ALTER TABLE schedules ADD COLUMN calendar text;
ALTER TABLE schedules ADD COLUMN last_skip text;
