import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { ClientError, GraphQLClient } from "graphql-request";
import { type AnswerKind, type CostState, readAnswer, waitBeforeRetry, waitForBudget } from "./admin-answers";
import type { RefusedToken, TokenAnswer } from "./offline-token.server";

/** Longest wait for one answer, in milliseconds. */
const deadlineMs = 10_000;
/** Time for all tries and the waits between them, in milliseconds; a refresh of the token may come on top. */
const patienceMs = 25_000;

export const adminApiVersion = "2026-07";

export type AdminProblem = "needs-login" | "throttled" | "refused" | "unavailable";

/** `withheld`: paths of fields the platform answered with null and an error, such as unapproved personal data. */
export type AdminAnswer<Data> =
  | { ok: true; data: Data; withheld: string[] }
  | { ok: false; problem: AdminProblem };

export type AdminClient = {
  /**
   * Asks the store's Admin API with the shop's own offline token. Waits out throttling, tries again what may pass,
   * refreshes a refused token once, and gives up after 25 s. A mutation is tried again only when it was surely not
   * carried out.
   *
   * `needs-login`: no token, or the refreshed one was refused, too · `throttled`: not let in within the 25 s ·
   * `refused`: a complete answer that says no · `unavailable`: no complete answer, a mutation may have been
   * carried out.
   */
  ask<Data, Variables extends object>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<AdminAnswer<Data>>;
};

export type AdminClientParts = {
  shop: string;
  token(refused?: RefusedToken): Promise<TokenAnswer>;
  /** Called when the shop's token is dead and cannot be refreshed. */
  onNeedsLogin(): Promise<void>;
  sleep(ms: number): Promise<void>;
  now(): number;
  random(): number;
};

const costs = new Map<string, CostState>();

export function adminClient(parts: AdminClientParts): AdminClient {
  return {
    async ask(document, variables) {
      const idempotent = !isMutation(document);
      const endsAt = parts.now() + patienceMs;
      let refused: RefusedToken | undefined;
      for (let attempt = 1; ; attempt++) {
        const token = await parts.token(refused);
        if (!token.ok) {
          if (token.problem === "needs-login") await parts.onNeedsLogin();
          return token;
        }
        const budgetWait = waitForBudget(costs.get(parts.shop), parts.now());
        if (parts.now() + budgetWait >= endsAt) return { ok: false, problem: "throttled" };
        await parts.sleep(budgetWait);
        // The clock has fractions, a timer takes whole milliseconds.
        const left = Math.ceil(Math.min(deadlineMs, Math.max(1, endsAt - parts.now())));
        const answer = await tryOnce(parts.shop, token.token, document, variables, left);
        if (answer.cost) costs.set(parts.shop, { ...answer.cost, at: parts.now() });
        if (answer.kind === "data") return { ok: true, data: answer.data, withheld: answer.withheld };
        if (answer.kind === "refused") return { ok: false, problem: "refused" };
        if (answer.kind === "dead-token" || answer.kind === "forbidden") {
          // Forbidden to a fresh token, too: then it is not the token, and a login would not help.
          if (refused && answer.kind === "forbidden") return { ok: false, problem: "refused" };
          if (refused?.afterRefresh) return { ok: false, problem: "unavailable" };
          refused = { token: token.token, afterRefresh: refused !== undefined };
          continue;
        }
        const problem = answer.kind === "throttled" ? "throttled" : "unavailable";
        const wait = waitBeforeRetry(answer, attempt, parts.random());
        const unsure = answer.kind === "fault" && !idempotent;
        if (unsure || parts.now() + wait >= endsAt) return { ok: false, problem };
        await parts.sleep(wait);
      }
    },
  };
}

function isMutation(document: TypedDocumentNode<unknown, never>): boolean {
  return document.definitions.some(
    (part) => part.kind === "OperationDefinition" && part.operation === "mutation",
  );
}

async function tryOnce<Data, Variables extends object>(
  shop: string,
  token: string,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  timeoutMs: number,
): Promise<AnswerKind<Data>> {
  const client = new GraphQLClient(`https://${shop}/admin/api/${adminApiVersion}/graphql.json`, {
    headers: { "X-Shopify-Access-Token": token },
    errorPolicy: "all",
    signal: AbortSignal.timeout(timeoutMs),
    redirect: "manual",
    fetch: (...args: Parameters<typeof fetch>) => fetch(...args),
  });
  try {
    const answer = await client.rawRequest<Data>({ query: document as never, variables: variables as never });
    return readAnswer({
      status: answer.status,
      headers: answer.headers,
      data: answer.data,
      errors: answer.errors ?? [],
      extensions: answer.extensions,
    });
  } catch (error) {
    if (!(error instanceof ClientError)) return { kind: "fault" };
    const { status, headers, errors, extensions } = error.response;
    return readAnswer<Data>({
      status,
      headers: headers as Headers,
      data: undefined,
      errors: Array.isArray(errors) ? errors : [],
      extensions,
    });
  }
}
