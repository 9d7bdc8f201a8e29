-- CreateTable
CREATE TABLE "Inventory" (
    "id" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "error" TEXT,
    "chainId" TEXT,
    "height" BIGINT,
    "vats" INTEGER NOT NULL DEFAULT 0,
    "terminated" INTEGER NOT NULL DEFAULT 0,
    "takenAt" TIMESTAMPTZ(6),
    "sources" JSONB NOT NULL DEFAULT '[]',
    "content" JSONB,
    "built" JSONB,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Inventory_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Inventory_createdAt_idx" ON "Inventory"("createdAt");

-- AlterTable
ALTER TABLE "Plan" ADD COLUMN "inventoryId" TEXT;

-- CreateIndex
CREATE INDEX "Plan_inventoryId_idx" ON "Plan"("inventoryId");

-- AddForeignKey
ALTER TABLE "Plan" ADD CONSTRAINT "Plan_inventoryId_fkey" FOREIGN KEY ("inventoryId") REFERENCES "Inventory"("id") ON DELETE SET NULL ON UPDATE CASCADE;
