-- The sweep asks each minute for the sessions that a save is under way of: there are few of them, among all snapshots.
CREATE INDEX snapshots_under_way ON snapshots (session_id) WHERE state = 'saving';
