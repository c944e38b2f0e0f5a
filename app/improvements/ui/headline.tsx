import { BlockStack, Button, InlineStack, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useScore } from "~/ui/use-score";
import type { Headline as HeadlineData } from "../home-queries.server";
import type { HeadlineWords } from "./headline-words";

/** Share of the way along the scale from 1 to 7, in per cent. */
const along = (value: number) => `${((value - 1) / 6) * 100}%`;

/** Expected and felt on the scale from 1 to 7, for the eye: the sentence says it in words. */
function GapScale({ expected, felt }: { expected: number; felt: number }) {
  const { t } = useTranslation();
  const { score } = useScore();
  return (
    <div className="fl-gap" aria-hidden="true">
      <div className="fl-gap-track">
        <span
          className="fl-gap-fall"
          style={{ insetInlineStart: along(felt), inlineSize: `calc(${along(expected)} - ${along(felt)})` }}
        />
        <span className="fl-gap-mark fl-gap-felt" style={{ insetInlineStart: along(felt) }}>
          <b>{t("home.scale.felt", { value: score(felt) })}</b>
        </span>
        <span className="fl-gap-mark fl-gap-expected" style={{ insetInlineStart: along(expected) }}>
          <b>{t("home.scale.expected", { value: score(expected) })}</b>
        </span>
      </div>
      <div className="fl-gap-ends">
        <span>1</span>
        <span>7</span>
      </div>
    </div>
  );
}

type HeadlineProps = {
  headline: HeadlineData;
  words: HeadlineWords;
  /** False where something graver stands above it. */
  first: boolean;
  /** Stands in for the button while there is nothing to say yet. */
  nextStep: ReactNode;
};

/** The one sentence to read today: what is known, how surely, and what to do about it. */
export function Headline({ headline, words, first, nextStep }: HeadlineProps) {
  const { sentence, sureness, advice, button, link } = words;
  return (
    <BlockStack gap="400">
      <BlockStack gap="200">
        <Text as={first ? "h1" : "h2"} variant="headingXl">
          {sentence}
        </Text>
        {sureness ? (
          <Text as="p" tone="subdued">
            {sureness}
          </Text>
        ) : null}
      </BlockStack>
      {headline.kind === "gap" ? <GapScale expected={headline.expected} felt={headline.felt} /> : null}
      <Text as="p">{advice}</Text>
      {button ? (
        <InlineStack gap="400" blockAlign="center">
          <Button url={button.to}>{button.words}</Button>
          {link ? <Link url={link.to}>{link.words}</Link> : null}
        </InlineStack>
      ) : (
        nextStep
      )}
    </BlockStack>
  );
}
