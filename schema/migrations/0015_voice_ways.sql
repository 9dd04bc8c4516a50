-- By which way a voice came: by the QR code of a poster, or as most do (null). It tells of the poster and of nobody: the
-- addresses on all posters of a place are the same. Of a voice that is changed the latest way counts, as the latest grade does.
ALTER TABLE voice ADD COLUMN via TEXT CHECK (via IN ('poster'));
ALTER TABLE voice_event ADD COLUMN via TEXT CHECK (via IN ('poster'));

-- Counted voices that came by a poster, of those that g1 to g5 count.
ALTER TABLE tally ADD COLUMN poster INTEGER NOT NULL DEFAULT 0;

-- The step of the counts as before (0002), with the way. A view takes its triggers along.
DROP TRIGGER voice_insert_counts;
DROP TRIGGER voice_update_counts;
DROP TRIGGER voice_delete_counts;
DROP VIEW tally_step;
CREATE VIEW tally_step AS
SELECT 0 AS step, id, kind, subject, resident, grade, tags, via, community, subdistrict, recent, counted, held, month, quarter
FROM voice;
CREATE TRIGGER tally_step_taken INSTEAD OF INSERT ON tally_step
BEGIN
  INSERT INTO tally (scope, period, id, g1, g2, g3, g4, g5, held, residents, poster)
  SELECT
    scope.scope,
    period.period,
    scope.id,
    NEW.step * (NEW.counted AND NEW.grade = 1),
    NEW.step * (NEW.counted AND NEW.grade = 2),
    NEW.step * (NEW.counted AND NEW.grade = 3),
    NEW.step * (NEW.counted AND NEW.grade = 4),
    NEW.step * (NEW.counted AND NEW.grade = 5),
    NEW.step * NEW.held,
    NEW.step * (NEW.counted AND NOT EXISTS (
      SELECT 1 FROM voice AS other
      WHERE other.resident = NEW.resident AND other.counted = 1 AND other.id <> NEW.id
        AND CASE scope.scope
          WHEN 'city' THEN 1
          WHEN 'subdistrict' THEN other.subdistrict = scope.id
          WHEN 'community' THEN other.community = scope.id
          ELSE other.kind = 'outlet' AND other.subject = scope.id
        END
        AND CASE period.period
          WHEN '365d' THEN other.recent
          ELSE period.period IN (other.month, other.quarter)
        END
    )),
    NEW.step * (NEW.counted AND NEW.via IS 'poster')
  FROM (
    SELECT 'city' AS scope, '' AS id
    UNION ALL SELECT 'subdistrict', NEW.subdistrict WHERE NEW.subdistrict IS NOT NULL
    UNION ALL SELECT 'community', NEW.community WHERE NEW.community IS NOT NULL
    UNION ALL SELECT 'outlet', NEW.subject WHERE NEW.kind = 'outlet'
  ) AS scope, (
    SELECT '365d' AS period WHERE NEW.recent = 1
    UNION ALL SELECT NEW.quarter
    UNION ALL SELECT NEW.month
  ) AS period
  WHERE NEW.counted OR NEW.held
  ON CONFLICT (scope, period, id) DO UPDATE SET
    g1 = g1 + excluded.g1,
    g2 = g2 + excluded.g2,
    g3 = g3 + excluded.g3,
    g4 = g4 + excluded.g4,
    g5 = g5 + excluded.g5,
    held = tally.held + excluded.held,
    residents = residents + excluded.residents,
    poster = poster + excluded.poster;

  INSERT INTO tag_tally (kind, subject, tag, g1, g2, g3, g4, g5)
  SELECT
    NEW.kind,
    NEW.subject,
    tag.value,
    NEW.step * (NEW.grade = 1),
    NEW.step * (NEW.grade = 2),
    NEW.step * (NEW.grade = 3),
    NEW.step * (NEW.grade = 4),
    NEW.step * (NEW.grade = 5)
  FROM json_each(NEW.tags) AS tag
  WHERE NEW.counted AND NEW.recent = 1
  ON CONFLICT (kind, subject, tag) DO UPDATE SET
    g1 = g1 + excluded.g1,
    g2 = g2 + excluded.g2,
    g3 = g3 + excluded.g3,
    g4 = g4 + excluded.g4,
    g5 = g5 + excluded.g5;
END;

CREATE TRIGGER voice_insert_counts AFTER INSERT ON voice
BEGIN
  INSERT INTO tally_step (step, id, kind, subject, resident, grade, tags, via, community, subdistrict, recent, counted, held, month, quarter)
  VALUES (1, NEW.id, NEW.kind, NEW.subject, NEW.resident, NEW.grade, NEW.tags, NEW.via, NEW.community, NEW.subdistrict, NEW.recent, NEW.counted, NEW.held, NEW.month, NEW.quarter);
  UPDATE satisfaction SET revision = revision + 1;
END;
CREATE TRIGGER voice_update_counts AFTER UPDATE ON voice
BEGIN
  INSERT INTO tally_step (step, id, kind, subject, resident, grade, tags, via, community, subdistrict, recent, counted, held, month, quarter)
  VALUES (-1, OLD.id, OLD.kind, OLD.subject, OLD.resident, OLD.grade, OLD.tags, OLD.via, OLD.community, OLD.subdistrict, OLD.recent, OLD.counted, OLD.held, OLD.month, OLD.quarter);
  INSERT INTO tally_step (step, id, kind, subject, resident, grade, tags, via, community, subdistrict, recent, counted, held, month, quarter)
  VALUES (1, NEW.id, NEW.kind, NEW.subject, NEW.resident, NEW.grade, NEW.tags, NEW.via, NEW.community, NEW.subdistrict, NEW.recent, NEW.counted, NEW.held, NEW.month, NEW.quarter);
  UPDATE satisfaction SET revision = revision + 1;
END;
CREATE TRIGGER voice_delete_counts AFTER DELETE ON voice
BEGIN
  INSERT INTO tally_step (step, id, kind, subject, resident, grade, tags, via, community, subdistrict, recent, counted, held, month, quarter)
  VALUES (-1, OLD.id, OLD.kind, OLD.subject, OLD.resident, OLD.grade, OLD.tags, OLD.via, OLD.community, OLD.subdistrict, OLD.recent, OLD.counted, OLD.held, OLD.month, OLD.quarter);
  UPDATE satisfaction SET revision = revision + 1;
END;

DROP TRIGGER voice_insert_is_told;
DROP TRIGGER voice_update_is_told;
CREATE TRIGGER voice_insert_is_told AFTER INSERT ON voice WHEN NEW.sample = 0
BEGIN
  INSERT INTO voice_event (at, actor, voice, resident, kind, subject, day, grade, tags, via, comment_state, withdrawn, review, reason)
  VALUES (NEW.changed_at, NEW.changed_by, NEW.id, NEW.resident, NEW.kind, NEW.subject, NEW.day, NEW.grade, NEW.tags, NEW.via, NEW.comment_state, NEW.withdrawn, NEW.review, NEW.reason);
END;
CREATE TRIGGER voice_update_is_told AFTER UPDATE OF changed_at ON voice WHEN NEW.sample = 0
BEGIN
  INSERT INTO voice_event (at, actor, voice, resident, kind, subject, day, grade, tags, via, comment_state, withdrawn, review, reason)
  VALUES (NEW.changed_at, NEW.changed_by, NEW.id, NEW.resident, NEW.kind, NEW.subject, NEW.day, NEW.grade, NEW.tags, NEW.via, NEW.comment_state, NEW.withdrawn, NEW.review, NEW.reason);
END;
