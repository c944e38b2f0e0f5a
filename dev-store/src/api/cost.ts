import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from "graphql";
import type { Platform } from "../platform.ts";
import { planRules, type ShopRecord } from "../shop/record.ts";

/** The most one query may cost on the platform. */
export const maximumCost = 1000;

/**
 * Points asked for before anything runs: an object 1, a mutation 10, a list or
 * connection what one entry costs times a weight that grows slower than its size.
 */
export function requestedCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const root = operation.operation === "mutation" ? schema.getMutationType() : schema.getQueryType();
  const number = (node: ValueNode | undefined) => {
    if (node?.kind === Kind.INT) return Number(node.value);
    if (node?.kind === Kind.VARIABLE) return Number(variables[node.name.value] ?? 0);
    return 0;
  };

  const walk = (typeName: string, set: SelectionSetNode | undefined): number => {
    const type = schema.getType(typeName);
    if (!set || !type) return 0;
    let sum = 0;
    for (const node of set.selections) {
      if (node.kind === Kind.INLINE_FRAGMENT)
        sum += walk(node.typeCondition?.name.value ?? typeName, node.selectionSet);
      else if (node.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(node.name.value);
        if (fragment) sum += walk(fragment.typeCondition.name.value, fragment.selectionSet);
      } else if (isObjectType(type) || isInterfaceType(type)) {
        const field = type.getFields()[node.name.value];
        if (!field || !isCompositeType(getNamedType(field.type))) continue;
        const inner = getNamedType(field.type).name;
        const below = walk(inner, node.selectionSet);
        const sized = node.arguments?.find((one) => one.name.value === "first" || one.name.value === "last");
        const size = number(sized?.value);
        const bare = isNonNullType(field.type) ? field.type.ofType : field.type;
        if (inner.endsWith("Connection")) sum += 2 + Math.ceil(below * Math.sqrt(size || 1));
        else if (isListType(bare)) sum += Math.ceil((1 + below) * Math.sqrt(size || 1));
        // The shell around a connection's entries is free; its size has been counted.
        else if (/(Connection|Edge)$/.test(type.name) && node.name.value === "pageInfo") sum += 0;
        else sum += 1 + below;
      }
    }
    return sum;
  };
  const name = (root as GraphQLObjectType).name;
  const mutations = operation.operation === "mutation" ? operation.selectionSet.selections.length * 10 : 0;
  return Math.max(1, Math.min(walk(name, operation.selectionSet), 100_000) + mutations);
}

/** The shop's bucket as it has refilled until now. */
export function throttleStatus(platform: Platform, shop: ShopRecord) {
  const { bucket, restore } = planRules[shop.plan];
  const now = Date.now();
  const before = platform.buckets.get(shop.facts.handle) ?? { points: bucket, at: now };
  const points = Math.min(bucket, before.points + ((now - before.at) / 1000) * restore);
  platform.buckets.set(shop.facts.handle, { points, at: now });
  return { maximumAvailable: bucket, currentlyAvailable: Math.floor(points), restoreRate: restore };
}

/** Takes points out of the shop's bucket. */
export function spend(platform: Platform, shop: ShopRecord, points: number): void {
  throttleStatus(platform, shop);
  const bucket = platform.buckets.get(shop.facts.handle);
  if (bucket) bucket.points = Math.max(0, bucket.points - points);
}
