import { PrismaPg } from "@prisma/adapter-pg";
import { defineConfig } from "prisma/config";

// The JavaScript schema engine needs no binary, so nothing is downloaded beyond the packages themselves.
export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  experimental: { adapter: true },
  engine: "js",
  adapter: async () =>
    new PrismaPg({
      connectionString: process.env.MIGRATION_DATABASE_URL ?? "postgresql://localhost/none",
      allowExitOnIdle: true,
    }),
});
