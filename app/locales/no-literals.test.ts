import { globSync, readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import words from "./en.json";

/** Properties and JSX attributes whose text a person reads or hears. */
const humanNames = new Set(
  (
    "accessibilityLabel alt aria-description aria-label aria-roledescription aria-valuetext body content " +
    "description details error heading helpText label message note placeholder prefix subtitle suffix " +
    "summary title tooltip"
  ).split(" "),
);

/** Functions that show their first argument to a person. */
const humanCalls = /(^|\.)(toast\.show|alert|confirm|prompt|setCustomValidity)$/;

const isReadable = (text: string) => /\p{L}/u.test(text.replace(/&#?\w+;/g, ""));

/** Every dotted path to a word, with and without its plural ending: such a literal is a key, not text. */
function keysOf(tree: object, path = ""): string[] {
  return Object.entries(tree).flatMap(([name, value]) => {
    const here = path ? `${path}.${name}` : name;
    return typeof value === "object" ? keysOf(value, here) : [here, here.replace(/_[a-z]+$/, "")];
  });
}

const keys = new Set([
  ...keysOf(words),
  ...globSync("extensions/*/locales/en.default.json").flatMap((file) =>
    keysOf(JSON.parse(readFileSync(file, "utf8"))),
  ),
]);

/** The texts an expression can evaluate to, as far as they are written in place. */
function textsOf(node: ts.Node | undefined): string[] {
  if (!node) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) {
    return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
  }
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  if (ts.isBinaryExpression(node)) {
    const carriesText = /^(\+|&&|\|\||\?\?)$/.test(node.operatorToken.getText());
    return carriesText ? [...textsOf(node.left), ...textsOf(node.right)] : [];
  }
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap(textsOf);
  if (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isJsxExpression(node)
  ) {
    return textsOf(node.expression);
  }
  return [];
}

/** A meta element's content is for machines, except where search engines show it. */
function isMachineMeta(attribute: ts.JsxAttribute): boolean {
  const element = attribute.parent.parent;
  return element.tagName.getText() === "meta" && !/description/.test(element.attributes.getText());
}

function candidatesAt(node: ts.Node): string[] {
  if (ts.isJsxText(node)) return [node.text];
  if (ts.isJsxExpression(node) && (ts.isJsxElement(node.parent) || ts.isJsxFragment(node.parent))) {
    return textsOf(node);
  }
  if (ts.isJsxAttribute(node)) {
    return humanNames.has(node.name.getText()) && !isMachineMeta(node) ? textsOf(node.initializer) : [];
  }
  if (ts.isPropertyAssignment(node)) {
    const name = ts.isStringLiteral(node.name) ? node.name.text : node.name.getText();
    return humanNames.has(name) ? textsOf(node.initializer) : [];
  }
  if (ts.isCallExpression(node)) {
    return humanCalls.test(node.expression.getText()) ? textsOf(node.arguments[0]) : [];
  }
  return [];
}

/** Texts of one source file that a person would read but that no locale file holds. */
function literalsIn(fileName: string, source: string): string[] {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    for (const text of candidatesAt(node)) {
      if (!isReadable(text) || keys.has(text)) continue;
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${fileName}:${line + 1} ${text.trim()}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

describe("words outside the locale files", () => {
  const files = globSync(["app/**/*.{tsx,jsx}", "app/**/ui/*.ts", "app/ui/*.ts", "extensions/**/*.{tsx,jsx}"])
    .filter((file) => !/\.test\.|node_modules|\/dist\//.test(file))
    .sort();

  it("are looked for in every component", () => {
    expect(files).toContain("app/root.tsx");
    expect(files).toContain("app/improvements/ui/home.tsx");
  });

  it.each(files)("do not stand in %s", (file) => {
    expect(literalsIn(file, readFileSync(file, "utf8"))).toEqual([]);
  });
});

describe("the check itself", () => {
  it.each([
    ["text between tags", "<p>Save now</p>"],
    ["Chinese text", "<p>保存</p>"],
    ["a string child", '<p>{"Save"}</p>'],
    ["either side of a choice", '<p>{busy ? "Wait" : t("name.save")}</p>'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a sample of source text
    ["a template", "<p>{`${count} parcels`}</p>"],
    ["what stands after &&", '<p>{late && "Late"}</p>'],
    ["an attribute", '<Button accessibilityLabel="Close" />'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a sample of source text
    ["an aria attribute", "<div aria-label={`Row ${n}`} />"],
    ["an image's alternative", '<img alt="A parcel" />'],
    ["an object given to a component", '<Page backAction={{ content: "Back", url: "/app" }} />'],
    ["options built before", 'const options = [{ value: "owner", label: "Owner" }];'],
    ["a toast", 'shopify.toast.show("Saved");'],
    ["a browser question", 'if (window.confirm("Really?")) go();'],
    ["a search engine's description", '<meta name="description" content="Delivery" />'],
  ])("catches %s", (_what, source) => {
    expect(literalsIn("sample.tsx", source)).toHaveLength(1);
  });

  it.each([
    ["words by key", '<p>{t("name.save")}</p>'],
    ["a key kept in a table", 'const shown = { title: "error.title", body: "error.body" };'],
    ["a key given as a property", '<Section title={t("orders.heading")} note={note} />'],
    ["punctuation and numbers", "<p>{a} · 90 %&nbsp;</p>"],
    ["machine attributes", '<input type="hidden" name="role" value="owner" className="fl-row" />'],
    ["machine meta", '<meta name="viewport" content="width=device-width" />'],
    ["a comparison", '<p>{status === "live" ? live : other}</p>'],
  ])("lets %s pass", (_what, source) => {
    expect(literalsIn("sample.tsx", source)).toEqual([]);
  });
});
