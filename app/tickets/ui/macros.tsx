import { BlockStack, Button, InlineGrid, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { MacroChoice } from "../ticket-queries.server";
import { useLanguageName } from "./language-name";

type MacrosProps = { macros: MacroChoice[]; language: string; onUse: (text: string) => void };

function Macro({ macro, language, onUse }: { macro: MacroChoice } & Omit<MacrosProps, "macros">) {
  const { t, i18n } = useTranslation();
  const languageName = useLanguageName();
  const missing = macro.missing.join(", ");
  return (
    <details className="fl-macro">
      <summary>{macro.title}</summary>
      <BlockStack gap="200">
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
          <div>
            <Text as="p" tone="subdued">
              {languageName(i18n.language)}
            </Text>
            <p className="fl-message" lang={i18n.language}>
              {macro.agentText}
            </p>
          </div>
          <div>
            <Text as="p" tone="subdued">
              {languageName(language)}
            </Text>
            <p className="fl-message" lang={language} dir="auto">
              {macro.text}
            </p>
          </div>
        </InlineGrid>
        <InlineStack gap="200" blockAlign="center">
          <Button onClick={() => onUse(macro.text)}>{t("tickets.useMacro")}</Button>
          {missing ? (
            <Text as="span" tone="caution">
              {t("tickets.macroMissing", { names: missing })}
            </Text>
          ) : null}
        </InlineStack>
      </BlockStack>
    </details>
  );
}

/** Texts to start from, in the language of the person beside the buyer's. */
export function Macros({ macros, ...rest }: MacrosProps) {
  return (
    <BlockStack gap="200">
      {macros.map((macro) => (
        <Macro key={macro.id} macro={macro} {...rest} />
      ))}
    </BlockStack>
  );
}
