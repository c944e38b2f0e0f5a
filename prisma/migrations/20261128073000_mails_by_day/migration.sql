-- fairlead:no-transaction
-- Before each mail to a buyer those of the shop's day are counted; without it all that was ever said would be read.
DROP INDEX CONCURRENTLY IF EXISTS "TicketMessage_mailed";
CREATE INDEX CONCURRENTLY "TicketMessage_mailed" ON "TicketMessage" ("shopId", "mailedAt") WHERE "mail" = 'sent';
