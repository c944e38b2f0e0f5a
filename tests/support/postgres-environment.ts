import { freshDatabase } from "./postgres.ts";

// The app reads its environment when first imported, so this runs before a test file's imports.
const { appUrl, ownerUrl } = await freshDatabase();

process.env.NODE_ENV ??= "test";
process.env.LOG_LEVEL ??= "silent";
process.env.DATABASE_URL = appUrl;
process.env.MIGRATION_DATABASE_URL = ownerUrl;
process.env.SHOPIFY_APP_URL ??= "http://127.0.0.1:4100";
process.env.SHOPIFY_API_KEY ??= "test-client-id";
process.env.SHOPIFY_API_SECRET ??= "test-client-secret";
process.env.SHOPIFY_API_SECRET_PREVIOUS ??= "test-client-secret-before";
process.env.ENCRYPTION_KEYS ??= `k1:${Buffer.alloc(32, "test").toString("base64")}`;
