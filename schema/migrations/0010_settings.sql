-- Settings are changed from what somebody has read: `INSERT INTO expectation` fails a batch where that no longer holds.
CREATE VIEW expectation AS SELECT 1 AS holds WHERE 0;
CREATE TRIGGER expectation_must_hold INSTEAD OF INSERT ON expectation WHEN NEW.holds IS NOT 1
BEGIN SELECT raise(ABORT, 'it is no longer as it was read'); END;
