-- CreateEnum
CREATE TYPE "TicketState" AS ENUM ('new', 'open', 'pending_customer', 'solved', 'closed');

-- CreateEnum
CREATE TYPE "TicketAuthor" AS ENUM ('buyer', 'staff', 'app');

-- CreateEnum
CREATE TYPE "TicketMail" AS ENUM ('none', 'waiting', 'sent', 'no_address', 'failed');

-- CreateTable
CREATE TABLE "Ticket" (
    "shopId" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "orderId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "priority" TEXT NOT NULL,
    "state" "TicketState" NOT NULL DEFAULT 'new',
    "held" BOOLEAN NOT NULL DEFAULT false,
    "customerId" TEXT,
    "country" TEXT,
    "language" TEXT NOT NULL,
    "about" JSONB,
    "assignee" TEXT,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "firstReplyDue" TIMESTAMPTZ(3),
    "firstReplyAt" TIMESTAMPTZ(3),
    "firstReplyMinutes" INTEGER,
    "waitingSince" TIMESTAMPTZ(3),
    "dueAt" TIMESTAMPTZ(3),
    "lastMessageId" UUID NOT NULL,
    "lastMessageAt" TIMESTAMPTZ(3) NOT NULL,
    "solvedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Ticket_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "TicketMessage" (
    "shopId" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "ticketId" UUID NOT NULL,
    "author" "TicketAuthor" NOT NULL,
    "subject" TEXT,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "clientId" TEXT NOT NULL,
    "mail" "TicketMail" NOT NULL DEFAULT 'none',
    "mailTriedAt" TIMESTAMPTZ(3),
    "mailTries" INTEGER NOT NULL DEFAULT 0,
    "mailedAt" TIMESTAMPTZ(3),

    CONSTRAINT "TicketMessage_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "TicketMacro" (
    "shopId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "placedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TicketMacro_pkey" PRIMARY KEY ("shopId","id","language")
);

-- CreateIndex
CREATE INDEX "Ticket_shopId_held_dueAt_id_idx" ON "Ticket"("shopId", "held", "dueAt", "id");

-- CreateIndex
CREATE INDEX "Ticket_shopId_held_lastMessageAt_id_idx" ON "Ticket"("shopId", "held", "lastMessageAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Ticket_shopId_orderId_idx" ON "Ticket"("shopId", "orderId");

-- CreateIndex
CREATE INDEX "Ticket_shopId_customerId_idx" ON "Ticket"("shopId", "customerId");

-- CreateIndex
CREATE INDEX "Ticket_shopId_state_solvedAt_idx" ON "Ticket"("shopId", "state", "solvedAt");

-- CreateIndex
CREATE INDEX "TicketMessage_shopId_ticketId_at_id_idx" ON "TicketMessage"("shopId", "ticketId", "at", "id");

-- CreateIndex
CREATE INDEX "TicketMessage_shopId_author_at_idx" ON "TicketMessage"("shopId", "author", "at");

-- CreateIndex
CREATE UNIQUE INDEX "TicketMessage_shopId_clientId_key" ON "TicketMessage"("shopId", "clientId");


-- Written by hand from here on.

-- What still has to leave by mail is found without reading what has left.
CREATE INDEX "TicketMessage_mail_waiting" ON "TicketMessage" ("shopId", "at", "id") WHERE "mail" = 'waiting';

-- The second wall between shops. The first is the shop in every where clause.
DO $$
DECLARE
  walled text;
BEGIN
  FOREACH walled IN ARRAY ARRAY['Ticket', 'TicketMessage', 'TicketMacro'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', walled);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', walled);
    EXECUTE format(
      'CREATE POLICY one_shop ON %I USING ("shopId" = nullif(current_setting(''app.shop'', true), ''''))', walled);
  END LOOP;
END $$;
