-- AlterTable
ALTER TABLE "ProviderDocument" ALTER COLUMN "addedBy" DROP NOT NULL;

-- CreateTable
CREATE TABLE "ProviderInvitation" (
    "shopId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "keyHash" BYTEA NOT NULL,
    "language" TEXT NOT NULL,
    "invitedBy" TEXT NOT NULL,
    "invitedAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ProviderInvitation_pkey" PRIMARY KEY ("shopId","providerId")
);

-- CreateTable
CREATE TABLE "ProviderFormAnswer" (
    "shopId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "sealedValues" BYTEA NOT NULL,
    "complete" BOOLEAN NOT NULL,
    "answeredAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ProviderFormAnswer_pkey" PRIMARY KEY ("shopId","providerId","step")
);

-- CreateIndex
CREATE UNIQUE INDEX "ProviderInvitation_keyHash_key" ON "ProviderInvitation"("keyHash");


-- Written by hand from here on.

-- The second wall between shops. The first is the shop in every where clause.
DO $$
DECLARE
  walled text;
BEGIN
  FOREACH walled IN ARRAY ARRAY['ProviderInvitation', 'ProviderFormAnswer'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', walled);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', walled);
    EXECUTE format(
      'CREATE POLICY one_shop ON %I USING ("shopId" = nullif(current_setting(''app.shop'', true), ''''))', walled);
  END LOOP;
END $$;

-- Whoever holds a link is known by its key alone, before any shop is. The function runs as the owner, who may read
-- this table across shops, and gives a shop's id for the hash of a key.
CREATE POLICY find_shop ON "ProviderInvitation" FOR SELECT TO CURRENT_USER USING (true);

CREATE FUNCTION shop_of_invitation(hash bytea) RETURNS TABLE (shop text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT i."shopId" FROM "ProviderInvitation" i WHERE i."keyHash" = hash
$$;

REVOKE ALL ON FUNCTION shop_of_invitation(bytea) FROM PUBLIC;
