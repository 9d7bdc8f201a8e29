-- CreateTable
CREATE TABLE "TriageMark" (
    "id" TEXT NOT NULL,
    "planId" TEXT,
    "runId" TEXT NOT NULL,
    "findingKey" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "vat" TEXT,
    "pattern" TEXT,
    "reason" TEXT NOT NULL,
    "assignee" TEXT,
    "actor" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawnAt" TIMESTAMPTZ(6),
    "withdrawnBy" TEXT,

    CONSTRAINT "TriageMark_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "TriageMark_planId_idx" ON "TriageMark"("planId");

-- AddForeignKey
ALTER TABLE "TriageMark" ADD CONSTRAINT "TriageMark_planId_fkey" FOREIGN KEY ("planId") REFERENCES "Plan"("id") ON DELETE CASCADE ON UPDATE CASCADE;
