import { randomBytes } from "node:crypto";
import { workerDatabase } from "./postgres.ts";

// The app reads its environment when first imported, so this runs before a test file's imports.
const { appUrl, ownerUrl } = await workerDatabase();

process.env.NODE_ENV ??= "test";
process.env.LOG_LEVEL ??= "silent";
process.env.DATABASE_URL = appUrl;
process.env.MIGRATION_DATABASE_URL = ownerUrl;
process.env.SHOPIFY_APP_URL ??= "http://127.0.0.1:4100";
process.env.SHOPIFY_API_KEY ??= "test-client-id";
process.env.SHOPIFY_API_SECRET ??= "test-client-secret";
process.env.ENCRYPTION_KEYS ??= `k1:${randomBytes(32).toString("base64")}`;
