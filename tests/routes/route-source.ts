import { readFileSync } from "node:fs";
import ts from "typescript";
import * as authenticators from "../../app/authenticate.server";

/** The functions of app/authenticate.server.ts that turn a request into somebody. */
export const authenticatorNames: readonly string[] = Object.keys(authenticators).filter((name) =>
  /^from[A-Z]/.test(name),
);

/** The parsed source of a module of app, by its route id. */
export function sourceOf(id: string): ts.SourceFile {
  const file = `app/${id}.tsx`;
  return ts.createSourceFile(
    file,
    readFileSync(file, "utf8"),
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  );
}

function nodesOf(node: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (one: ts.Node) => {
    found.push(one);
    ts.forEachChild(one, visit);
  };
  visit(node);
  return found;
}

/** Where each name a module imports comes from. */
export function importsOf(source: ts.SourceFile): { from: string; names: string[] }[] {
  return source.statements.filter(ts.isImportDeclaration).map((one) => {
    const bindings = one.importClause?.namedBindings;
    const names = bindings && ts.isNamedImports(bindings) ? bindings.elements.map((el) => el.name.text) : [];
    return { from: (one.moduleSpecifier as ts.StringLiteral).text, names };
  });
}

/** Query parameters the server's side reads, by the literal names it asks `searchParams` for. */
export function queryNamesOf(id: string): string[] {
  const names = nodesOf(sourceOf(id)).flatMap((node) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
    const [argument] = node.arguments;
    const asked = /(^|\.)searchParams$/.test(node.expression.expression.getText());
    return asked && argument && ts.isStringLiteral(argument) ? [argument.text] : [];
  });
  return [...new Set(names)].sort();
}

const schemas = import.meta.glob<Record<string, { shape?: object }>>("../../app/*/schemas.ts");

/** Fields of the forms whose schemas a module imports. */
export async function formFieldsOf(id: string): Promise<string[]> {
  const fields: string[] = [];
  for (const { from, names } of importsOf(sourceOf(id))) {
    const load = schemas[`${from.replace("~/", "../../app/")}.ts`];
    if (!load) continue;
    const module = await load();
    for (const name of names) fields.push(...Object.keys(module[name]?.shape ?? {}));
  }
  return fields.sort();
}

/** How a handler begins: which authenticator it calls, with which permission, and all it calls anywhere. */
export function beginningOf(id: string, handler: string) {
  const source = sourceOf(id);
  const body = source.statements.map((one) => bodyOf(one, handler)).find((one) => one !== undefined);
  if (!body) return { exported: false, first: undefined, permission: undefined, calls: [] as string[] };
  const calls = nodesOf(body).flatMap((node) => authenticatorCall(node) ?? []);
  const [statement] = body.statements;
  const awaited = statement && firstExpression(statement);
  const first = awaited && ts.isAwaitExpression(awaited) ? authenticatorCall(awaited.expression) : undefined;
  return {
    exported: true,
    first: first?.name,
    permission: first?.permission,
    calls: calls.map((call) => call.name),
  };
}

/** The body of `export function handler` or `export const handler = () => {}`. */
function bodyOf(statement: ts.Statement, handler: string): ts.Block | undefined {
  if (ts.isFunctionDeclaration(statement)) {
    return statement.name?.text === handler ? statement.body : undefined;
  }
  if (!ts.isVariableStatement(statement)) return undefined;
  const made = statement.declarationList.declarations.find(
    (one) => one.name.getText() === handler,
  )?.initializer;
  const isFunction = made && (ts.isArrowFunction(made) || ts.isFunctionExpression(made));
  return isFunction && ts.isBlock(made.body) ? made.body : undefined;
}

/** What the statement computes first: `await x` in `const y = await x` and in `await x;`. */
function firstExpression(statement: ts.Statement): ts.Expression | undefined {
  if (ts.isExpressionStatement(statement)) return statement.expression;
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations[0]?.initializer;
  return undefined;
}

/** An authenticator called with the handler's own request, and the permission when one is named. */
function authenticatorCall(node: ts.Node): { name: string; permission: string | undefined } | undefined {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  const name = node.expression.text;
  const [request, permission] = node.arguments;
  if (!authenticatorNames.includes(name) || request?.getText() !== "request") return undefined;
  return { name, permission: permission && ts.isStringLiteral(permission) ? permission.text : undefined };
}
