import { BlockStack, Box, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { pageEdge } from "~/ui/page-edge";
import { useFormat } from "~/ui/use-format";
import type { ActionLine, ActionsPage } from "../queries.server";
import { ActionCard } from "./action-card";
import { HowJudged } from "./how-judged";
import { StartActionForm } from "./start-action-form";

type ListProps = { title: string; actions: ActionLine[]; empty: string | null; page: ActionsPage };

function ActionList({ title, actions, empty, page }: ListProps) {
  const format = useFormat(page.timezone);
  if (actions.length === 0 && empty === null) return null;
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          {actions.length === 0 ? <Text as="p">{empty}</Text> : null}
        </BlockStack>
      </Box>
      <ul className="fl-list">
        {actions.map((action) => (
          <li key={action.id} id={action.id}>
            <ActionCard action={action} format={format} now={page.now} mayEdit={page.mayEdit} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

type ActionsProps = { page: ActionsPage; about: { market: string; provider: string; dimension: string } };

/** Did it help? Actions under way, those that are over, and a form for the next one. */
export function Actions({ page, about }: ActionsProps) {
  const { t } = useTranslation();
  const form = page.mayEdit ? (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("actions.new.title")}
        </Text>
        <StartActionForm markets={page.markets} providers={page.providers} about={about} />
      </BlockStack>
    </Card>
  ) : null;
  return (
    <BlockStack gap="400">
      <Box paddingInline={pageEdge}>
        <Text as="p">{t("actions.intro")}</Text>
      </Box>
      {about.dimension ? form : null}
      <ActionList
        title={t("actions.running")}
        actions={page.running}
        empty={t("actions.noneRunning")}
        page={page}
      />
      <ActionList title={t("actions.over")} actions={page.ended} empty={null} page={page} />
      {about.dimension ? null : form}
      <Box paddingInline={pageEdge}>
        <HowJudged />
      </Box>
    </BlockStack>
  );
}
