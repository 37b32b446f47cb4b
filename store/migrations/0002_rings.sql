-- A building may stand in several parts or have a courtyard: its rings besides the outline, a list of lists of points. The plan of an
-- earlier version has none.
alter table buildings add column more text not null default '[]';
