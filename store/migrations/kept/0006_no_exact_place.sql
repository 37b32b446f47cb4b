-- What visitors are shown no longer has an exact place on it. The PDFs that were kept for them had:
-- they are made anew when somebody asks.
delete from papers where for_members = 0;
