CREATE TABLE "investigation_step" (
	"attempt_id" uuid NOT NULL,
	"item_number" integer NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"ref" text NOT NULL,
	"document_seq" bigint NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "investigation_step_attempt_id_item_number_number_pk" PRIMARY KEY("attempt_id","item_number","number"),
	CONSTRAINT "investigation_step_once" UNIQUE("attempt_id","item_number","kind","ref")
);
--> statement-breakpoint
ALTER TABLE "investigation_step" ADD CONSTRAINT "investigation_step_attempt_id_attempt_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."attempt"("id") ON DELETE cascade ON UPDATE no action;