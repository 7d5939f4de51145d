-- For forgetting those that were not seen for long, whatever their verdict.
CREATE INDEX candidates_by_time ON candidates (seen_at);
