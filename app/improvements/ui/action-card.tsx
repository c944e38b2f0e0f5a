import { useFetcher } from "@remix-run/react";
import {
  Badge,
  BlockStack,
  Button,
  InlineError,
  InlineStack,
  Link,
  ProgressBar,
  Text,
} from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import { Moment } from "~/ui/moment";
import { useSavedToast } from "~/ui/saved-toast";
import { useScore } from "~/ui/use-score";
import type { ActionLine } from "../queries.server";
import { type EndAnswer, endProblems } from "./problems";
import { dimensionWords, verdictWords } from "./words";

type ActionProps = { action: ActionLine; format: Format; now: string };

/** What the verdict rests on: gaps before and after with their buyers, or the answers still needed. */
function Evidence({ action }: { action: ActionLine }) {
  const { t } = useTranslation();
  const { gap } = useScore(2);
  // A true minus sign: a hyphen before a digit is easily overlooked.
  const change = (value: number) => gap(value).replace("-", "\u2212");
  const { verdict, before, after } = action;
  if (verdict.says === "no-baseline") {
    return <Text as="p">{t("actions.noBaseline", { count: verdict.counted, needed: verdict.needed })}</Text>;
  }
  if (verdict.says === "too-early") return <Waiting action={action} verdict={verdict} />;
  return (
    <Text as="p">
      {t("actions.evidence", {
        before: change(before.mean ?? 0),
        after: change(after.mean ?? 0),
        change: change(verdict.change),
        low: change(verdict.low),
        high: change(verdict.high),
        buyersBefore: before.n,
        buyersAfter: after.n,
      })}
    </Text>
  );
}

function Waiting({
  action,
  verdict: { counted, needed },
}: {
  action: ActionLine;
  verdict: { counted: number; needed: number };
}) {
  const { t } = useTranslation();
  const { daysLeft, endedAt } = action;
  const missing = needed - counted;
  return (
    <BlockStack gap="200">
      <Text as="p">{t("actions.waiting", { counted, needed })}</Text>
      <ProgressBar
        progress={Math.round((counted / needed) * 100)}
        size="small"
        ariaLabelledBy={`step-${action.id}`}
      />
      {endedAt ? null : (
        <Text as="p" tone="subdued">
          {daysLeft === null
            ? t("actions.missing", { count: missing })
            : t("actions.missingDays", { count: missing, days: daysLeft })}
        </Text>
      )}
    </BlockStack>
  );
}

/** The next step of an action under way, with the one button that takes it. */
function NextStep({ action }: { action: ActionLine }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<EndAnswer>();
  const { step, button } = verdictWords[action.verdict.says];
  useSavedToast(fetcher.data, t("actions.ended"));
  const problem = fetcher.data?.ok === false ? fetcher.data.problem : null;
  return (
    <fetcher.Form method="post" action={`/app/actions/${action.id}/end`}>
      <BlockStack gap="200">
        <Text as="p">{t(step)}</Text>
        <InlineStack gap="300" blockAlign="center">
          <Button submit loading={fetcher.state !== "idle"}>
            {t(button)}
          </Button>
          <Link url={action.address}>{t("actions.openCell")}</Link>
        </InlineStack>
        {problem ? <InlineError fieldID={`end-${action.id}`} message={t(endProblems[problem])} /> : null}
      </BlockStack>
    </fetcher.Form>
  );
}

function usePlace(action: ActionLine) {
  const { t } = useTranslation();
  const { cell, market, provider } = action;
  const missing = cell.providerId === "" ? t("actions.unknownProvider") : t("actions.goneProvider");
  return t("actions.place", {
    market: cell.market === null ? t("actions.everyMarket") : (market ?? t("actions.otherCountries")),
    provider: cell.providerId === null ? t("actions.everyProvider") : (provider ?? missing),
    dimension: t(dimensionWords[cell.dimension]),
  });
}

/** One action: what was changed, where, whether it helped, and what to do next. */
export function ActionCard({ action, format, now, mayEdit }: ActionProps & { mayEdit: boolean }) {
  const { t } = useTranslation();
  const { name, tone } = verdictWords[action.verdict.says];
  return (
    <BlockStack gap="300">
      <BlockStack gap="100">
        <div className="fl-row">
          <Text as="h3" variant="headingSm" id={`step-${action.id}`}>
            {action.step}
          </Text>
          <Badge tone={tone}>{t(name)}</Badge>
        </div>
        <Text as="p" tone="subdued">
          {usePlace(action)}
        </Text>
        <Text as="p" tone="subdued">
          {action.startedBy ? t("actions.startedBy", { name: action.startedBy }) : t("actions.started")}{" "}
          <Moment instant={action.startedAt} now={now} format={format} />
        </Text>
      </BlockStack>
      <Evidence action={action} />
      {mayEdit && action.endedAt === null ? <NextStep action={action} /> : null}
    </BlockStack>
  );
}
