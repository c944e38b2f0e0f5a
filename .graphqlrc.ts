import type { CodegenConfig } from "@graphql-codegen/cli";

/** Types the app's documents against the schema that the dev store answers with: drift in either fails the build. */
const config: CodegenConfig = {
  schema: { "dev-store/schema/admin_2026-07.json.gz": { loader: "./scripts/platform-schema-loader.mjs" } },
  documents: ["app/gateways/shopify/*.graphql"],
  generates: {
    "app/gateways/shopify/documents.generated.ts": {
      plugins: ["typescript-operations", "typed-document-node"],
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        skipTypename: true,
        disableDescriptions: true,
        scalars: { URL: "string", DateTime: "string", UnsignedInt64: "string" },
      },
    },
  },
};

export default config;
