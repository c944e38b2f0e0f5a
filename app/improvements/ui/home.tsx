import { BlockStack, Card, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Announcer } from "~/ui/announcer";
import type { Format } from "~/ui/format";
import type { HomeView } from "../home-queries.server";
import { Freshness } from "./freshness";
import { Headline } from "./headline";
import { useHeadlineWords } from "./headline-words";
import { useHomeChanges } from "./home-changes";
import { Loop } from "./loop";
import { SetUpGuide } from "./set-up-guide";
import { Tasks } from "./tasks";

type HomeProps = {
  view: HomeView;
  lost: boolean;
  format: Format;
  onRetry: () => void;
  /** What keeps the app from seeing the whole store; said before everything else. */
  problem: ReactNode;
  /** What the person or the team should set up, if anything. */
  nextStep: ReactNode;
  /** How far the orders from before the install are read, while they are. */
  past: ReactNode;
  /** What arrives from the store. */
  store: ReactNode;
};

/** What should I do today? One sentence, the loop in five numbers, three tasks; what arrives from the store below. */
export function Home({ view, lost, format, onRetry, problem, nextStep, past, store }: HomeProps) {
  const { t } = useTranslation();
  const words = useHeadlineWords(view.headline, format);
  const changes = useHomeChanges(view.store, lost, words.sentence);
  const time = format.clock(view.store.generatedAt);
  const stepInHeadline = words.button === null;
  return (
    <BlockStack gap="400">
      {problem}
      <Card>
        <BlockStack gap="400">
          <Headline
            headline={view.headline}
            words={words}
            first={problem === null}
            nextStep={stepInHeadline ? nextStep : null}
          />
          <Freshness time={time} lost={lost} onRetry={onRetry} />
          <Announcer words={changes} />
        </BlockStack>
      </Card>
      {past}
      {view.setUp ? (
        <SetUpGuide setUp={view.setUp} leading={view.tasks.length === 0 && nextStep === null} />
      ) : null}
      <Card>
        <Loop loop={view.loop} format={format} />
      </Card>
      <Tasks tasks={view.tasks} format={format} />
      {nextStep && !stepInHeadline ? (
        <section aria-labelledby="next-step">
          <Card>
            <BlockStack gap="200">
              <Text as="h2" variant="bodySm" tone="subdued" id="next-step">
                {t("next.heading")}
              </Text>
              {nextStep}
            </BlockStack>
          </Card>
        </section>
      ) : null}
      {store}
    </BlockStack>
  );
}
