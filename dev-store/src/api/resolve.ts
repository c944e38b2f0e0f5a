import { GraphQLError, type GraphQLFieldResolver, type GraphQLResolveInfo, getNamedType } from "graphql";
import { accessFor } from "./schema.ts";

/** What one execution carries along. */
export type Running = { scopes: Set<string>; withheld: Set<string>; objects: number };

/** Fields that hold protected customer data, by the group an approval is asked for. */
const protectedFields: Record<string, string> = {
  "Order.email": "email",
  "Order.phone": "phone",
  "Order.shippingAddress": "address",
  "Order.billingAddress": "address",
  "Customer.email": "email",
  "Customer.defaultEmailAddress": "email",
  "Customer.phone": "phone",
  "Customer.defaultPhoneNumber": "phone",
  "Customer.firstName": "name",
  "Customer.lastName": "name",
  "Customer.displayName": "name",
  "MailingAddress.name": "name",
  "MailingAddress.firstName": "name",
  "MailingAddress.lastName": "name",
  "MailingAddress.phone": "phone",
};

/** Gives what the source has; refuses what the token may not see and what nobody has data for. */
export const strictResolver: GraphQLFieldResolver<unknown, Running> = (source, args, running, info) => {
  requireAccess(running, info);
  const key = `${info.parentType.name}.${info.fieldName}`;
  if (running.withheld.has(protectedFields[key] ?? "")) {
    throw new GraphQLError(
      `This app is not approved to use the ${info.fieldName} field. It holds protected customer data.`,
      { extensions: { code: "ACCESS_DENIED" } },
    );
  }
  if (typeof source !== "object" || source === null || !Object.hasOwn(source, info.fieldName)) {
    throw new GraphQLError(`dev store has no data for ${key}`, { extensions: { code: "DEV_STORE_NO_DATA" } });
  }
  const held: unknown = (source as Record<string, unknown>)[info.fieldName];
  const value: unknown = typeof held === "function" ? (held as (given: unknown) => unknown)(args) : held;
  if (Array.isArray(value)) running.objects += value.length;
  else if (typeof value === "object" && value !== null) running.objects += 1;
  return value;
};

function requireAccess(running: Running, info: GraphQLResolveInfo): void {
  const returned = getNamedType(info.returnType).name.replace(/(Connection|Edge)$/, "");
  for (const key of [`${info.parentType.name}.${info.fieldName}`, returned]) {
    const access = accessFor(key);
    if (!access || access.scopes.some((scope) => running.scopes.has(scope))) continue;
    throw new GraphQLError(`Access denied for ${info.fieldName} field. Required access: ${access.sentence}`, {
      extensions: { code: "ACCESS_DENIED", requiredAccess: access.sentence },
    });
  }
}
