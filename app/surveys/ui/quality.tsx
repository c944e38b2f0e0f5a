import { BlockStack, Box, Button, Card, InlineStack, Select, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { pageEdge } from "~/ui/page-edge";
import { dimensions } from "../core/item-bank";
import type { QualityPage } from "../quality-queries.server";
import { dimensionWords, GapTable } from "./dimension-gap";
import { Downloads } from "./downloads";
import { PlaceTable } from "./heat-map";
import { HowCalculated } from "./how-calculated";
import { WorstPlace } from "./worst-place";

type QualityProps = { page: QualityPage; later: boolean; onDimension: (dimension: string) => void };

function FiveSides({ page }: { page: QualityPage }) {
  const { t } = useTranslation();
  const lines = page.dimensions.map(({ dimension, ...gap }) => {
    return { key: dimension, name: t(dimensionWords[dimension]), ...gap };
  });
  return (
    <Card padding="0">
      <Box padding="400">
        <Text as="h2" variant="headingMd" id="five-sides">
          {t("quality.dimensions")}
        </Text>
      </Box>
      <GapTable lines={lines} labelledBy="five-sides" />
    </Card>
  );
}

function Places({ page, later, onDimension }: QualityProps) {
  const { t } = useTranslation();
  const here = `/app/quality?dimension=${page.dimension}`;
  const options = dimensions.map((one) => ({ value: one, label: t(dimensionWords[one]) }));
  return (
    <Card padding="0">
      <Box padding="400">
        <div className="fl-row">
          <Text as="h2" variant="headingMd" id="places">
            {t("quality.places")}
          </Text>
          <Select
            label={t("quality.side")}
            labelHidden
            options={options}
            value={page.dimension}
            onChange={onDimension}
          />
        </div>
      </Box>
      {page.providers.length > 0 ? (
        <PlaceTable table={page} labelledBy="places" />
      ) : (
        <Box padding="400" paddingBlockStart="0">
          <Text as="p" tone="subdued">
            {t("quality.noPlaces")}
          </Text>
        </Box>
      )}
      {later || page.next ? (
        <Box padding="400">
          <InlineStack gap="200">
            {later ? <Button url={here}>{t("parcels.first")}</Button> : null}
            {page.next ? <Button url={`${here}&after=${page.next}`}>{t("parcels.next")}</Button> : null}
          </InlineStack>
        </Box>
      ) : null}
    </Card>
  );
}

/** A shop nobody has answered yet: what will stand here, what is there so far, and what has to be in place for it. */
function NoAnswers({ before }: { before: number }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300" inlineAlign="start">
        <Text as="h2" variant="headingMd">
          {t("quality.empty.title")}
        </Text>
        <Text as="p">{t("quality.empty.how")}</Text>
        <Text as="p" tone="subdued">
          {before > 0 ? t("quality.empty.before", { count: before }) : t("quality.empty.nobody")}
        </Text>
        <Button url="/app" variant="primary">
          {t("quality.empty.check")}
        </Button>
      </BlockStack>
    </Card>
  );
}

/** Where do we fall short, for whom, how sure? */
export function Quality(props: QualityProps) {
  const { t } = useTranslation();
  const { page } = props;
  const { answered } = page;
  if (answered.perceptions === 0) return <NoAnswers before={answered.expectations} />;
  return (
    <BlockStack gap="400">
      <Box paddingInline={pageEdge}>
        <BlockStack gap="200">
          <Text as="p">{t("quality.intro")}</Text>
          <Text as="p" tone="subdued">
            {answered.perceptions > page.mostCounted
              ? t("quality.answeredByMany", { most: page.mostCounted })
              : t("quality.answered", { count: answered.perceptions })}
          </Text>
        </BlockStack>
      </Box>
      <WorstPlace worst={page.worst} />
      <FiveSides page={page} />
      <Places {...props} />
      {page.mayDownload ? <Downloads /> : null}
      <Box paddingInline={pageEdge}>
        <HowCalculated />
      </Box>
    </BlockStack>
  );
}
