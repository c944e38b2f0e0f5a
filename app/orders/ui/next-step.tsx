import { BlockStack, Button, InlineStack, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { reloadDocument } from "~/ui/reload-document";
import type { StoreView } from "../queries.server";
import { RetryParked } from "./retry-parked";

type StepProps = { title: string; body: string; children?: ReactNode };

function Step({ title, body, children }: StepProps) {
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      <Text as="p">{body}</Text>
      {children}
    </BlockStack>
  );
}

type NextStepProps = {
  step: StoreView["nextStep"];
  view: StoreView;
  mayRetry: boolean;
  nameForm: ReactNode;
};

/** One thing worth doing for the store's connection or the team, with the one button that does it. */
export function NextStep({ step, view, mayRetry, nameForm }: NextStepProps) {
  const { t } = useTranslation();
  switch (step) {
    case "set-name":
      return (
        <Step title={t("next.setName.title")} body={t("next.setName.body")}>
          {nameForm}
        </Step>
      );
    case "place-first-order":
      return (
        <Step title={t("next.firstOrder.title")} body={t("next.firstOrder.body")}>
          <InlineStack>
            <Button variant="primary" url="shopify://admin/orders" target="_top">
              {t("next.firstOrder.action")}
            </Button>
          </InlineStack>
        </Step>
      );
    case "retry-parked":
      return (
        <Step title={t("next.retry.title", { count: view.deliveries.parked })} body={t("next.retry.body")}>
          <RetryParked primary mayRetry={mayRetry} role={view.me.role} />
          {mayRetry ? (
            <Text as="p">
              <Link url="/app/messages">{t("setAside.open")}</Link>
            </Text>
          ) : null}
        </Step>
      );
    case "reopen-app":
      return (
        <Step title={t("next.reopen.title")} body={t("next.reopen.body")}>
          <InlineStack>
            <Button variant="primary" onClick={reloadDocument}>
              {t("next.reopen.action")}
            </Button>
          </InlineStack>
        </Step>
      );
    case "assign-roles":
      return (
        <Step title={t("next.assignRoles.title")} body={t("next.assignRoles.body", { count: view.teamSize })}>
          <InlineStack>
            <Button url="/app/settings">{t("next.assignRoles.action")}</Button>
          </InlineStack>
        </Step>
      );
    case "none":
      return null;
  }
}

/** Steps that stand beside the day's work; what blocks it is said first, and none is nothing to show. */
export function isPersonalStep(step: StoreView["nextStep"]): boolean {
  return step === "set-name" || step === "place-first-order" || step === "assign-roles";
}
