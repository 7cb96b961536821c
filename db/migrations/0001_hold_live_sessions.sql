CREATE TABLE "live_event" (
	"attempt_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"by" uuid,
	"event" jsonb NOT NULL,
	CONSTRAINT "live_event_attempt_id_seq_pk" PRIMARY KEY("attempt_id","seq")
);
--> statement-breakpoint
CREATE TABLE "live_participant" (
	"attempt_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"unseen" boolean DEFAULT false NOT NULL,
	"seen_at" timestamp (3) with time zone,
	CONSTRAINT "live_participant_attempt_id_person_id_pk" PRIMARY KEY("attempt_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "live_session" (
	"attempt_id" uuid PRIMARY KEY NOT NULL,
	"meeting_url" text DEFAULT '' NOT NULL,
	"time_zone" text NOT NULL,
	"head" integer DEFAULT 0 NOT NULL,
	"candidate_seen_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "moment_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "live_event" ADD CONSTRAINT "live_event_attempt_id_live_session_attempt_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."live_session"("attempt_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "live_participant" ADD CONSTRAINT "live_participant_attempt_id_live_session_attempt_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."live_session"("attempt_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "live_participant" ADD CONSTRAINT "live_participant_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "live_session" ADD CONSTRAINT "live_session_attempt_id_attempt_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."attempt"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "live_participant_person" ON "live_participant" USING btree ("person_id");