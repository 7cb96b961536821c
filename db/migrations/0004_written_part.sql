-- The weights of an incident's postmortem stand under a name that a design's decision note can share.
UPDATE "form" SET "sections" = replace("sections"::text, '"postmortem":', '"written":')::jsonb WHERE "sections"::text LIKE '%"postmortem":%';
