/*
 * The direction table of README.md as rules. Every comment says what to do instead. A missing arrow is a question of
 * design: change the table with a reason, not around it.
 */

/** Whose core and queries a domain may read. Everything else travels as a fact (app/facts.ts). */
const mayRead = {
  shop: [],
  orders: ["shop"],
  providers: ["shop"],
  markets: ["shop"],
  risk: ["shop", "providers", "markets"],
  shipping: ["shop", "providers", "markets", "risk"],
  parcels: ["shop", "orders", "providers", "shipping"],
  surveys: ["shop", "orders", "providers", "parcels", "markets"],
  tickets: ["shop", "orders", "parcels", "markets"],
  improvements: ["shop", "providers", "surveys", "tickets", "parcels", "shipping", "orders", "markets"],
};
const domains = Object.keys(mayRead);
/** A kind of work that outgrew one file is split by topic: `privacy-store.server.ts` is a store like `store.server.ts`. */
const kind = (name) => `[a-z-]*${name}\\.server\\.ts$`;
const anyDomain = `(?:${domains.join("|")})`;

/** Libraries without I/O, clock or randomness that core and lib may use: dates, money, distributions, rows of text. */
const pureLibraries =
  "^node_modules/(?:temporal-polyfill|big\\.js|simple-statistics|zod|csv-parse|csv-stringify)/";
const tests = "\\.test\\.tsx?$";
const runtimeOnly = { dependencyTypesNot: ["type-only"] };

const rule = (name, comment, from, to) => ({ name, severity: "error", comment, from, to });

const betweenDomains = domains.flatMap((domain) => {
  const readable = mayRead[domain];
  const closed = domains.filter((other) => other !== domain && !readable.includes(other));
  const from = { path: `^app/${domain}/`, pathNot: tests };
  const rules = [
    rule(
      `${domain}-reads-only-permitted-domains`,
      `${domain} may read ${readable.join(", ") || "no other domain"}. Announce a fact in app/facts.ts and let the other domain listen.`,
      from,
      { path: `^app/(?:${closed.join("|")})/` },
    ),
  ];
  if (readable.length === 0) return rules;
  return [
    ...rules,
    rule(
      `${domain}-reads-through-core-and-queries`,
      "Another domain is read through its core and queries.server.ts; add a query there instead of reaching its tables or commands.",
      from,
      { path: `^app/(?:${readable.join("|")})/`, pathNot: `^app/${anyDomain}/(?:core/|${kind("queries")})` },
    ),
  ];
});

const layers = [
  rule(
    "routes-are-thin",
    "A route turns a URL into one command or query. Move the work into a domain's commands, queries, schemas or ui.",
    { path: "^app/routes/", pathNot: tests },
    {
      path: "^(?:app|prisma|scripts|tests|dev-store|extensions)/",
      pathNot: [
        "^app/authenticate\\.server\\.ts$",
        `^app/${anyDomain}/${kind("(?:commands|queries)")}`,
        `^app/${anyDomain}/schemas\\.ts$`,
        `^app/${anyDomain}/ui/`,
        "^app/(?:ui|lib|locales)/",
      ],
    },
  ),
  rule(
    "routes-touch-no-database",
    "Routes have no database client. Call a query or a command.",
    { path: "^app/routes/" },
    { path: "^node_modules/(?:@prisma|\\.prisma|pg|pg-boss)/" },
  ),
  rule(
    "core-has-no-io",
    "Core is types and rules without I/O. Pass what it needs as an argument from commands.server.ts or queries.server.ts.",
    { path: `^app/${anyDomain}/core/`, pathNot: tests },
    { pathNot: [`^app/${anyDomain}/core/`, "^app/lib/(?!.*\\.server\\.ts$)", pureLibraries] },
  ),
  rule(
    "lib-knows-no-domain",
    "app/lib holds pure, domain-free code. Move business words into a domain's core.",
    { path: "^app/lib/", pathNot: tests },
    { path: "^app/", pathNot: "^app/lib/" },
  ),
  rule(
    "lib-is-pure",
    "app/lib does no I/O (a .server.ts file may use node:crypto). Put outside access behind app/gateways.",
    { path: "^app/lib/", pathNot: tests },
    {
      pathNot: ["^app/lib/", pureLibraries, "^(?:node:)?(?:crypto|buffer|zlib|async_hooks|timers/promises)$"],
    },
  ),
  rule(
    "store-reads-tables-only",
    "A store maps tables to core types. Put rules in core, sequences in commands.server.ts, and a part of a statement that several stores share in a sql.server.ts.",
    { path: `^app/(${anyDomain})/${kind("store")}` },
    {
      path: "^app/",
      pathNot: [
        `^app/$1/(?:core/|${kind("store")}|${kind("sql")})`,
        "^app/(?:db\\.server|context)\\.ts$",
        "^app/lib/",
      ],
    },
  ),
  rule(
    "queries-only-read",
    "A query reads: own core and store, and permitted domains' queries. Changes belong in commands.server.ts.",
    { path: `^app/(${anyDomain})/${kind("queries")}` },
    {
      path: "^app/",
      pathNot: [
        `^app/$1/(?:core/|${kind("store")})`,
        `^app/${anyDomain}/(?:core/|${kind("queries")})`,
        "^app/(?:db\\.server|context)\\.ts$",
        "^app/lib/",
      ],
    },
  ),
  rule(
    "commands-reach-out-through-context",
    "A command gets the outside world through ctx. Import a gateway's interface as a type, and no job, route or ui.",
    { path: `^app/${anyDomain}/${kind("commands")}` },
    {
      ...runtimeOnly,
      path: ["^app/(?:gateways|jobs|routes|doors|ui|locales)/", `^app/${anyDomain}/(?:ui/|${kind("jobs")})`],
    },
  ),
  rule(
    "jobs-call-own-domain",
    "A job calls its own domain's commands and store, and hears facts. Everything else belongs in a command.",
    { path: `^app/(${anyDomain})/${kind("jobs")}` },
    {
      ...runtimeOnly,
      path: "^app/",
      pathNot: [
        "^app/$1/(?!ui/)",
        "^app/(?:facts|context|db\\.server|log\\.server)\\.ts$",
        "^app/jobs/job\\.ts$",
        "^app/lib/",
      ],
    },
  ),
  rule(
    "domain-ui-shows-what-it-is-given",
    "A component takes props. Load in a query; import its types only.",
    { path: `^app/(${anyDomain})/ui/`, pathNot: tests },
    {
      ...runtimeOnly,
      path: "^app/",
      pathNot: [
        "^app/$1/(?:ui|core)/",
        "^app/$1/schemas\\.ts$",
        "^app/(?:ui|lib|locales)/",
        "^app/i18n[^/]*\\.ts$",
      ],
    },
  ),
  rule(
    "shared-ui-knows-no-domain",
    "app/ui is the page frame all domains share. Pass a domain's words and data in as props.",
    { path: "^app/ui/", pathNot: tests },
    { ...runtimeOnly, path: "^app/", pathNot: ["^app/(?:ui|lib|locales)/", "^app/i18n[^/]*\\.ts$"] },
  ),
  rule(
    "browser-code-imports-no-server-code",
    "A .server file never reaches a browser. Pass its answer through a loader, or import only its types.",
    {
      path: [
        "^app/ui/",
        `^app/${anyDomain}/(?:ui|core)/`,
        "^app/locales/",
        "^app/(?:entry\\.client|i18n)[^/]*\\.tsx?$",
      ],
      pathNot: tests,
    },
    { ...runtimeOnly, path: "\\.server\\.tsx?$" },
  ),
  rule(
    "gateways-know-no-domain",
    "A gateway speaks to the outside world and knows no table or command. Map to core types in the domain that calls it.",
    { path: "^app/gateways/", pathNot: tests },
    { path: `^app/(?:${anyDomain}/(?!core/)|routes/|doors/|jobs/)` },
  ),
  rule(
    "queue-knows-no-domain",
    "Only app/jobs/registry.server.ts knows the domains. Register a job there.",
    { path: "^app/jobs/", pathNot: ["registry\\.server\\.ts$", tests] },
    { ...runtimeOnly, path: `^app/${anyDomain}/` },
  ),
  rule(
    "only-the-registry-knows-jobs",
    "Jobs start from a fact or a schedule. Announce a fact instead of importing a domain's jobs.",
    { path: "^app/", pathNot: ["^app/jobs/registry\\.server\\.ts$", tests] },
    { ...runtimeOnly, path: `^app/${anyDomain}/${kind("jobs")}` },
  ),
  rule(
    "one-database-client",
    "The database client never leaves app/db.server.ts, where every transaction is bound to a shop. Use what it exports.",
    { path: "^app/", pathNot: ["^app/db\\.server\\.ts$", "^app/jobs/queue\\.server\\.ts$", tests] },
    { ...runtimeOnly, path: "^node_modules/(?:@prisma/adapter-pg|pg|pg-boss)/" },
  ),
];

const packages = [
  rule(
    "app-and-dev-store-are-strangers",
    "The app and the dev store speak HTTP. Add a request, not an import.",
    { path: "^app/" },
    { path: "^dev-store/" },
  ),
  rule(
    "dev-store-stands-alone",
    "The dev store imports nothing of the project. Copy the fact or ask over HTTP.",
    { path: "^dev-store/" },
    { path: "^(?:app|extensions|prisma|scripts|tests)/" },
  ),
  rule(
    "app-needs-no-tooling",
    "What the product needs lives in app/. Scripts and tests import the app, never the reverse.",
    { path: "^app/", pathNot: tests },
    { path: ["^(?:scripts|tests|prisma)/", tests] },
  ),
  rule(
    "app-tests-use-test-support-only",
    "A unit test next to the code may use builders of tests/support, nothing else outside app/.",
    { path: `^app/.*${tests}` },
    { path: "^(?:scripts|prisma|dev-store|extensions|tests/(?!support/))" },
  ),
  rule(
    "extensions-share-types-only",
    "An extension runs in the buyer's browser. Import types from a domain's schemas.ts and nothing else of the project.",
    { path: "^extensions/", pathNot: tests },
    { path: "^(?:app|dev-store|prisma|scripts|tests)/", pathNot: `^app/${anyDomain}/schemas\\.ts$` },
  ),
  rule(
    "extensions-bundle-no-schemas",
    "Import with `import type`: a parser would be bundled into the buyer's page.",
    { path: "^extensions/", pathNot: tests },
    { ...runtimeOnly, path: "^app/" },
  ),
  rule(
    "no-development-packages-in-the-product",
    "The production image has no devDependencies. Move the package to dependencies or the import out of the product.",
    { path: "^app/", pathNot: tests },
    { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"], pathNot: "^node_modules/@types/" },
  ),
];

const everywhere = [
  rule(
    "no-cycles",
    "Two files that need each other are one thing, or share a third. Move what both need into a file of its own.",
    {},
    { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
  ),
  rule(
    "no-missing-modules",
    "The import resolves to nothing. Correct the path or add the package.",
    {},
    { couldNotResolve: true },
  ),
];

module.exports = {
  forbidden: [...layers, ...betweenDomains, ...packages, ...everywhere],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(?:^|/)(?:build|dist|generated|\\.cache)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      mainFields: ["module", "main", "types", "typings"],
    },
  },
};
