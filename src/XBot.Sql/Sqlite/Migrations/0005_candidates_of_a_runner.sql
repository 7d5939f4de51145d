-- As elsewhere in this file: for people and for moving to PostgreSQL, part of no key.
ALTER TABLE candidates ADD COLUMN runner_id TEXT NOT NULL DEFAULT '';
UPDATE candidates SET runner_id = COALESCE((SELECT runner_id FROM system_events ORDER BY id DESC LIMIT 1), '');
