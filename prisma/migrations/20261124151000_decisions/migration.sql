-- DropIndex
DROP INDEX "AuditEntry_subject_idx";

-- AlterTable
-- Whoever decided before people had roles was the operator, who may do everything.
ALTER TABLE "Approval" ADD COLUMN     "revisionNo" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "roles" TEXT[];
UPDATE "Approval" SET "roles" = ARRAY['admin'], "revisionNo" = COALESCE(
  (SELECT max("no") FROM "PlanRevision" r WHERE r."planId" = "Approval"."planId" AND r."digest" = "Approval"."digest"), 1);
ALTER TABLE "Approval" ALTER COLUMN "revisionNo" DROP DEFAULT;

-- AlterTable
ALTER TABLE "Plan" ADD COLUMN     "reviewRequestedAt" TIMESTAMPTZ(6),
ADD COLUMN     "reviewRequestedBy" TEXT;

-- AlterTable
ALTER TABLE "PlanRevision" ADD COLUMN     "restoredFrom" INTEGER,
ADD COLUMN     "title" TEXT NOT NULL DEFAULT '';
UPDATE "PlanRevision" SET "title" = p."title" FROM "Plan" p WHERE p."id" = "PlanRevision"."planId";
ALTER TABLE "PlanRevision" ALTER COLUMN "title" DROP DEFAULT;

-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "planApproved" BOOLEAN;
-- As it was derived until now: at that moment somebody had approved the digest and nobody declined it.
UPDATE "Run" SET "planApproved" = EXISTS (
    SELECT 1 FROM "Approval" a WHERE a."planId" = "Run"."planId" AND a."digest" = "Run"."planDigest" AND a."decision" = 'approve'
      AND a."createdAt" <= "Run"."createdAt" AND (a."withdrawnAt" IS NULL OR a."withdrawnAt" > "Run"."createdAt")
  ) AND NOT EXISTS (
    SELECT 1 FROM "Approval" a WHERE a."planId" = "Run"."planId" AND a."digest" = "Run"."planDigest" AND a."decision" = 'decline'
      AND a."createdAt" <= "Run"."createdAt" AND (a."withdrawnAt" IS NULL OR a."withdrawnAt" > "Run"."createdAt")
  ) WHERE "planDigest" IS NOT NULL;

-- CreateTable
CREATE TABLE "Waiver" (
    "id" TEXT NOT NULL,
    "planId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "steps" TEXT,
    "digest" TEXT NOT NULL,
    "revisionNo" INTEGER NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawnAt" TIMESTAMPTZ(6),
    "withdrawnBy" TEXT,

    CONSTRAINT "Waiver_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Comment" (
    "id" TEXT NOT NULL,
    "planId" TEXT NOT NULL,
    "stepId" TEXT NOT NULL,
    "stepTitle" TEXT NOT NULL,
    "revisionNo" INTEGER NOT NULL,
    "author" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Comment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Waiver_planId_idx" ON "Waiver"("planId");

-- CreateIndex
CREATE INDEX "Comment_planId_stepId_idx" ON "Comment"("planId", "stepId");

-- CreateIndex
CREATE INDEX "AuditEntry_subject_id_idx" ON "AuditEntry"("subject", "id");

-- CreateIndex
CREATE INDEX "AuditEntry_actor_id_idx" ON "AuditEntry"("actor", "id");

-- CreateIndex
CREATE INDEX "AuditEntry_verb_id_idx" ON "AuditEntry"("verb", "id");

-- CreateIndex
CREATE INDEX "AuditEntry_at_idx" ON "AuditEntry"("at");

-- AddForeignKey
ALTER TABLE "Waiver" ADD CONSTRAINT "Waiver_planId_fkey" FOREIGN KEY ("planId") REFERENCES "Plan"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_planId_fkey" FOREIGN KEY ("planId") REFERENCES "Plan"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A plan that was decided on was in review, in effect.
UPDATE "Plan" SET "state" = 'in-review', "reviewRequestedAt" = "updatedAt", "reviewRequestedBy" = 'vatdeck'
  WHERE "state" = 'draft' AND EXISTS (SELECT 1 FROM "Approval" a WHERE a."planId" = "Plan"."id" AND a."withdrawnAt" IS NULL);

-- The audit log is append-only, also for this program.
CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The audit log is append-only.';
END
$$;
CREATE TRIGGER "AuditEntry_append_only" BEFORE UPDATE OR DELETE ON "AuditEntry"
  FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();
CREATE TRIGGER "AuditEntry_never_emptied" BEFORE TRUNCATE ON "AuditEntry"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();

-- A revision is what approvals and runs were about: it may go with its plan, but never change.
CREATE FUNCTION "refuse_revision_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A revision of a plan does not change.';
END
$$;
CREATE TRIGGER "PlanRevision_immutable" BEFORE UPDATE ON "PlanRevision"
  FOR EACH ROW EXECUTE FUNCTION "refuse_revision_change"();
