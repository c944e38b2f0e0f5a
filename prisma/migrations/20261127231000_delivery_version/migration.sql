-- AlterTable
ALTER TABLE "WebhookInbox" ADD COLUMN "apiVersion" TEXT;


-- Written by hand from here on.

-- The same as before (20261127230000_accept_with_key), with the version the payload is written in. The functions without
-- it stay for processes that still run the code before this.
CREATE FUNCTION accept_delivery(
  shop text, delivery uuid, topic_name text, delivery_id text, triggered timestamptz, received timestamptz,
  sealed bytea, key_name text, wanted boolean, wanted_when_uninstalled boolean, drain_queue text, version text
) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  shop_state "ShopState";
  keep boolean;
BEGIN
  PERFORM set_config('app.shop', shop, true);
  SELECT "state" INTO shop_state FROM "Shop" WHERE "id" = shop;
  IF NOT FOUND THEN
    RETURN 'unknown-shop';
  END IF;
  keep := wanted AND (shop_state = 'installed' OR wanted_when_uninstalled);
  -- A shop without keys is erased: what it is still told is kept without its payload.
  IF keep AND EXISTS (SELECT 1 FROM "ShopKey" WHERE "shopId" = shop) AND NOT EXISTS (
    SELECT 1 FROM "ShopKey" WHERE "shopId" = shop AND "keyId" = key_name
  ) THEN
    RETURN 'stale-key';
  END IF;
  IF key_name IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "ShopKey" WHERE "shopId" = shop) THEN
    sealed := NULL;
  END IF;
  INSERT INTO "WebhookInbox"
    ("id", "shopId", "topic", "deliveryId", "triggeredAt", "receivedAt", "sealedPayload", "state", "settledAt", "reason",
     "apiVersion")
  VALUES (
    delivery, shop, topic_name, delivery_id, triggered, received,
    CASE WHEN keep THEN sealed END,
    CASE WHEN keep THEN 'waiting' ELSE 'ignored' END::"InboxState",
    CASE WHEN keep THEN NULL ELSE received END,
    CASE WHEN keep THEN NULL WHEN wanted THEN 'not-installed' ELSE 'unknown-topic' END,
    version
  )
  ON CONFLICT ("shopId", "topic", "deliveryId") DO NOTHING;
  IF NOT FOUND THEN
    RETURN 'duplicate';
  END IF;
  IF NOT keep THEN
    RETURN 'ignored';
  END IF;
  INSERT INTO pgboss.job (
    name, data, singleton_key, policy, retry_limit, retry_delay, retry_backoff, retry_delay_max,
    expire_seconds, deletion_seconds, keep_until, dead_letter, heartbeat_seconds
  )
  SELECT
    q.name, jsonb_build_object('shop', shop), shop, q.policy, q.retry_limit, q.retry_delay, q.retry_backoff, q.retry_delay_max,
    q.expire_seconds, q.deletion_seconds, now() + q.retention_seconds * interval '1 second', q.dead_letter, q.heartbeat_seconds
  FROM pgboss.queue q WHERE q.name = drain_queue
  ON CONFLICT DO NOTHING;
  RETURN 'accepted';
END $$;
