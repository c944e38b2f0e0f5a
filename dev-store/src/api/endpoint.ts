import { type DocumentNode, execute, GraphQLError, getOperationAST, parse, validate } from "graphql";
import { fields, type Incoming, json, pause, type Reply } from "../http.ts";
import { liveToken } from "../oauth/tokens.ts";
import { type Fault, type Platform, takeFault } from "../platform.ts";
import { effectiveScopes, type ShopRecord } from "../shop/record.ts";
import { atOnce } from "../state.ts";
import { maximumCost, requestedCost, spend, throttleStatus } from "./cost.ts";
import { type Running, strictResolver } from "./resolve.ts";
import { rootFields } from "./root.ts";
import { adminSchema } from "./schema.ts";

type Errors = { message: string; extensions?: Record<string, unknown> }[];

/** `POST /admin/api/<version>/graphql.json` of one shop. */
export async function graphqlEndpoint(
  platform: Platform,
  shop: ShopRecord,
  request: Incoming,
): Promise<Reply> {
  platform.calls.graphql.total += 1;
  const fault = takeFault(platform, "graphql", shop.facts.handle);
  if (fault?.kind === "hang") await pause(fault.ms ?? 0);
  const token = liveToken(platform, shop, String(request.headers["x-shopify-access-token"] ?? ""), "access");
  if (!token || fault?.kind === "unauthorized") return refuse(platform, unauthorized());
  const refusal = faultReply(fault);
  if (refusal) return refuse(platform, refusal);
  const body = fields(request);
  if (!body || typeof body.query !== "string")
    return refuse(platform, json(400, { errors: { query: "Required parameter missing or invalid" } }));
  const answer = await run(platform, shop, body, effectiveScopes(token.scopes.split(",")), fault);
  const text = JSON.stringify(answer);
  if (fault?.kind === "reset") return { status: 500, cut: true };
  return {
    status: 200,
    headers: headers(),
    body: fault?.kind === "truncated" ? text.slice(0, text.length / 2) : text,
  };
}

async function run(
  platform: Platform,
  shop: ShopRecord,
  body: Record<string, unknown>,
  scopes: Set<string>,
  fault: Fault | null,
): Promise<object> {
  const schema = adminSchema();
  const variables =
    typeof body.variables === "object" && body.variables !== null ? { ...body.variables } : {};
  let document: DocumentNode;
  try {
    document = parse(String(body.query));
  } catch (error) {
    return {
      errors: [
        {
          message: error instanceof GraphQLError ? error.message : "syntax error",
          extensions: { code: "undefinedField" },
        },
      ],
    };
  }
  const problems = validate(schema, document);
  if (problems.length > 0)
    return {
      errors: problems.map((one) => ({
        message: one.message,
        locations: one.locations,
        extensions: { code: "undefinedField" },
      })),
    };
  const operation = getOperationAST(
    document,
    typeof body.operationName === "string" ? body.operationName : null,
  );
  if (!operation) return { errors: [{ message: "An operation name is required" }] };
  const name = operation.name?.value ?? "(unnamed)";
  platform.calls.graphql.byOperation[name] = (platform.calls.graphql.byOperation[name] ?? 0) + 1;

  const requested = requestedCost(schema, document, operation, variables);
  const status = throttleStatus(platform, shop);
  if (requested > maximumCost) {
    return {
      errors: [
        {
          message: `Query cost is ${requested}, which exceeds the single query max cost limit (${maximumCost}).`,
          extensions: { code: "MAX_COST_EXCEEDED", cost: requested, maxCost: maximumCost },
        },
      ],
    };
  }
  if (fault?.kind === "throttled" || requested > status.currentlyAvailable) {
    platform.calls.graphql.refused += 1;
    const shown = fault?.kind === "throttled" ? { ...status, currentlyAvailable: 0 } : status;
    return {
      errors: throttled(),
      extensions: { cost: { requestedQueryCost: requested, actualQueryCost: null, throttleStatus: shown } },
    };
  }
  const running: Running = {
    scopes,
    withheld: platform.withheld.get(shop.facts.handle) ?? new Set(),
    objects: 0,
  };
  const result = await atOnce(platform.db, () =>
    execute({
      schema,
      document,
      rootValue: rootFields(platform, shop),
      contextValue: running,
      variableValues: variables,
      operationName: operation.name?.value ?? null,
      fieldResolver: strictResolver,
    }),
  );
  const actual = Math.min(
    requested,
    Math.max(1, running.objects + (operation.operation === "mutation" ? 10 : 0)),
  );
  spend(platform, shop, actual);
  const answer = {
    ...(result.data === undefined ? {} : { data: result.data }),
    ...(result.errors ? { errors: result.errors.map((one) => one.toJSON()) } : {}),
    extensions: {
      cost: {
        requestedQueryCost: requested,
        actualQueryCost: actual,
        throttleStatus: throttleStatus(platform, shop),
      },
    },
  };
  return fault?.kind === "partial" ? withHole(answer, fault.path ?? "") : answer;
}

function throttled(): Errors {
  return [{ message: "Throttled", extensions: { code: "THROTTLED" } }];
}

/** Takes the value at a dotted path out of the data, through lists, and says so. */
function withHole(answer: { data?: unknown; errors?: unknown[] }, path: string): object {
  const steps = path.split(".");
  const errors: object[] = [];
  const dig = (value: unknown, at: number, trail: (string | number)[]) => {
    if (Array.isArray(value)) {
      for (const [index, entry] of value.entries()) dig(entry, at, [...trail, index]);
      return;
    }
    const step = steps[at];
    if (typeof value !== "object" || value === null || !step || !Object.hasOwn(value, step)) return;
    const holder = value as Record<string, unknown>;
    if (at < steps.length - 1) {
      dig(holder[step], at + 1, [...trail, step]);
      return;
    }
    holder[step] = null;
    errors.push({
      message: `This app is not approved to use the ${step} field.`,
      path: [...trail, step],
      extensions: { code: "ACCESS_DENIED" },
    });
  };
  const copy = JSON.parse(JSON.stringify(answer)) as { data?: unknown; errors?: unknown[] };
  dig(copy.data, 0, []);
  return { ...copy, errors: [...(copy.errors ?? []), ...errors] };
}

function faultReply(fault: Fault | null): Reply | null {
  if (fault?.kind === "status") {
    const wait: Record<string, string> =
      fault.retryAfter === undefined ? {} : { "retry-after": String(fault.retryAfter) };
    return json(
      fault.status ?? 500,
      { errors: fault.status === 429 ? "Exceeded rate limit" : "Internal Server Error" },
      wait,
    );
  }
  if (fault?.kind === "html")
    return {
      status: 200,
      headers: { "content-type": "text/html" },
      body: "<!doctype html><title>Something went wrong</title>",
    };
  if (fault?.kind === "forbidden") return json(403, { errors: "Forbidden" });
  if (fault?.kind === "redirect") return { status: 302, headers: { location: "https://elsewhere.invalid/" } };
  return null;
}

function refuse(platform: Platform, reply: Reply): Reply {
  platform.calls.graphql.refused += 1;
  return reply;
}

function unauthorized(): Reply {
  return json(401, {
    errors: "[API] Invalid API key or access token (unrecognized login or wrong password)",
  });
}

function headers(): Record<string, string> {
  return { "content-type": "application/json; charset=utf-8", "x-shopify-api-version": "2026-07" };
}
