-- Each index of events has an order that it alone can serve, so a question names its index by its ORDER BY: -id for a type, id DESC NULLS LAST for a
-- severity, id for all of a runner's. With one order for all the server may walk a wider index, which for what is rare reads the whole table: whether
-- it does hangs on its statistics, and so each question was planned anew each time.
DROP INDEX system_events_by_type_and_severity;
DROP INDEX system_events_by_severity;
CREATE INDEX system_events_by_type_and_severity ON system_events (runner_id, event_type, severity, (-id));
CREATE INDEX system_events_by_severity ON system_events (runner_id, severity, id DESC NULLS LAST) WHERE severity <> 'info';
