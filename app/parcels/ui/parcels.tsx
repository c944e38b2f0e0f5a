import { BlockStack, Box, Button, Card, InlineStack, Select, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import { pageEdge } from "~/ui/page-edge";
import { parcelStates } from "../core/parcel-state";
import type { ParcelsPage } from "../page-queries.server";
import { ParcelList } from "./parcel-list";
import { stateWords } from "./parcel-words";
import { QueueFoot, TroubleQueue } from "./trouble-queue";

type ParcelsProps = { page: ParcelsPage; format: Format; onShow: (shown: string) => void; later: boolean };

function Section({
  id,
  title,
  aside,
  children,
}: {
  id: string;
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-labelledby={id}>
      <Card padding="0">
        <Box padding="400">
          <div className="fl-row">
            <Text as="h2" variant="headingMd" id={id}>
              {title}
            </Text>
            {aside}
          </div>
        </Box>
        {children}
      </Card>
    </section>
  );
}

function StateFilter({ shown, onShow }: { shown: string; onShow: (shown: string) => void }) {
  const { t } = useTranslation();
  const options = [
    { value: "all", label: t("parcels.showAll") },
    { value: "trouble", label: t("parcels.showTrouble") },
    ...parcelStates.map((state) => ({ value: state, label: t(stateWords[state]) })),
  ];
  return <Select label={t("parcels.show")} labelHidden options={options} value={shown} onChange={onShow} />;
}

function Found({ page, format }: { page: ParcelsPage; format: Format }) {
  const { t } = useTranslation();
  if (page.parcels.length === 0) {
    return (
      <Box padding="400" paddingBlockStart="0">
        <Text as="p" tone="subdued">
          {page.shown === "all" ? t("parcels.emptyBody") : t("parcels.noneInState")}
        </Text>
      </Box>
    );
  }
  if (page.shown === "trouble") return <TroubleQueue parcels={page.parcels} format={format} now={page.now} />;
  return <ParcelList parcels={page.parcels} format={format} now={page.now} labelledBy="all-parcels" />;
}

/** What is in trouble? The queue by due time first, then every parcel. */
export function Parcels({ page, format, onShow, later }: ParcelsProps) {
  const { t } = useTranslation();
  const here = page.shown === "all" ? "/app/parcels" : `/app/parcels?show=${page.shown}`;
  const next = `${here}${here.includes("?") ? "&" : "?"}after=${page.next}`;
  return (
    <BlockStack gap="400">
      {page.promiseSet || !page.mayChangePromise ? null : (
        <Card>
          <BlockStack gap="200">
            <Text as="p">{t("parcels.promiseNeeded")}</Text>
            <InlineStack>
              <Button url="/app/parcels/promise">{t("parcels.promise.open")}</Button>
            </InlineStack>
          </BlockStack>
        </Card>
      )}
      {page.queue && !later ? (
        <Section id="trouble" title={t("parcels.troubleHeading")}>
          <TroubleQueue parcels={page.queue.parcels} format={format} now={page.now} />
          <QueueFoot empty={page.queue.parcels.length === 0} more={page.queue.more} />
        </Section>
      ) : null}
      <Section
        id="all-parcels"
        title={page.shown === "trouble" ? t("parcels.troubleHeading") : t("parcels.allHeading")}
        aside={<StateFilter shown={page.shown} onShow={onShow} />}
      >
        <Found page={page} format={format} />
      </Section>
      <Box paddingInline={pageEdge}>
        <InlineStack gap="200">
          {later ? <Button url={here}>{t("parcels.first")}</Button> : null}
          {page.next ? <Button url={next}>{t("parcels.next")}</Button> : null}
          {page.promiseSet && page.mayChangePromise ? (
            <Button url="/app/parcels/promise">{t("parcels.promise.open")}</Button>
          ) : null}
        </InlineStack>
      </Box>
    </BlockStack>
  );
}
