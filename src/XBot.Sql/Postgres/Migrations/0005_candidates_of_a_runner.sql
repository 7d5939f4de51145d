-- Several runners share the database, each with filters, words and an account of its own: one's verdict about a post is not another's.
ALTER TABLE candidates ADD COLUMN runner_id text;
UPDATE candidates SET runner_id = COALESCE((SELECT runner_id FROM system_events ORDER BY id DESC LIMIT 1), '');
ALTER TABLE candidates ALTER COLUMN runner_id SET NOT NULL;
ALTER TABLE candidates DROP CONSTRAINT candidates_pkey;
ALTER TABLE candidates ADD PRIMARY KEY (runner_id, origin, post_id);
DROP INDEX candidates_eligible;
CREATE INDEX candidates_eligible ON candidates (runner_id, origin, seen_at) WHERE verdict = 'eligible';
DROP INDEX candidates_by_time;
CREATE INDEX candidates_by_time ON candidates (runner_id, seen_at);
