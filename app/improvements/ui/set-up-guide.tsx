import { BlockStack, Button, Card, Icon, Text } from "@shopify/polaris";
import { CheckCircleIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import type { SetUp, SetUpStep } from "../core/set-up";

/** A step's sentence, its button, and the button's name for who hears it without the sentence. */
const stepWords = {
  review: ["home.setUp.review", "home.setUp.reviewAction", "home.setUp.review"],
  offer: ["home.setUp.offer", "home.setUp.offerAction", "home.setUp.offer"],
  "thank-you": ["home.setUp.thankYou", "home.setUp.placeAction", "home.setUp.placeThankYou"],
  "order-status": ["home.setUp.orderStatus", "home.setUp.placeAction", "home.setUp.placeOrderStatus"],
  "product-page": ["home.setUp.productPage", "home.setUp.placeAction", "home.setUp.placeProductPage"],
} as const satisfies Record<SetUpStep["name"], readonly string[]>;

/**
 * What is still to be set up: a sentence and a button each, ticked by what the app has seen happen. `leading`: nothing
 * else on the page is to be done first.
 */
export function SetUpGuide({ setUp, leading }: { setUp: SetUp; leading: boolean }) {
  const { t } = useTranslation();
  const { steps, pressing } = setUp;
  const done = steps.filter((step) => step.done).length;
  const next = leading && pressing ? steps.find((step) => !step.done)?.name : undefined;
  return (
    <section aria-labelledby="set-up">
      <Card>
        <details className="fl-more fl-set-up" open={pressing}>
          <summary>
            <Text as="h2" variant="headingMd" id="set-up">
              {t("home.setUp.heading")}
            </Text>
            <Text as="span" tone="subdued">
              {t("home.setUp.progress", { done, all: steps.length })}
            </Text>
          </summary>
          <BlockStack gap="300">
            <ol className="fl-list fl-list-bare">
              {steps.map((step) => (
                <Step key={step.name} step={step} carrier={setUp.carrier} first={step.name === next} />
              ))}
            </ol>
            <Text as="p" tone="subdued">
              {t("home.setUp.seen")}
            </Text>
          </BlockStack>
        </details>
      </Card>
    </section>
  );
}

type StepProps = { step: SetUpStep; carrier: string | null; first: boolean };

function Step({ step: { name, done, to }, carrier, first }: StepProps) {
  const { t } = useTranslation();
  const [text, action, label] = stepWords[name];
  const unknownCarrier = name === "review" && carrier === null;
  const button = t(unknownCarrier ? "home.setUp.enterAction" : action);
  const say = (key: typeof text | typeof label) =>
    unknownCarrier ? t("home.setUp.reviewFirst") : t(key, { carrier: carrier ?? "" });
  return (
    <li className="fl-task">
      <div className="fl-set-up-step">
        <span className={done ? "fl-set-up-mark fl-set-up-mark-done" : "fl-set-up-mark"}>
          {done ? <Icon source={CheckCircleIcon} accessibilityLabel={t("home.setUp.done")} /> : null}
        </span>
        <Text as="p" {...(done && { tone: "subdued" })}>
          {say(text)}
        </Text>
      </div>
      {done ? null : (
        <Button
          variant={first ? "primary" : "secondary"}
          url={to}
          accessibilityLabel={`${button}: ${say(label)}`}
        >
          {button}
        </Button>
      )}
    </li>
  );
}
