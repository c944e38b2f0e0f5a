import { BlockStack, Box, Button, Card, InlineStack, Select, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { parcelStateWords } from "~/locales/parcel-words";
import type { Format } from "~/ui/format";
import { pageEdge } from "~/ui/page-edge";
import { parcelStates } from "../core/parcel-state";
import type { ParcelsPage } from "../page-queries.server";
import { ClaimsDue } from "./claims-due";
import { ParcelList } from "./parcel-list";
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
    ...parcelStates.map((state) => ({ value: state, label: t(parcelStateWords[state]) })),
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
  // Where checkout has promised a day to everybody seen here, nobody needs the usual time.
  const promised = page.parcels.length > 0 && page.parcels.every((parcel) => parcel.promisedBy !== null);
  const askForTransit = !page.promiseSet && !promised && page.mayChangePromise;
  return (
    <BlockStack gap="400">
      {askForTransit ? (
        <Card>
          <BlockStack gap="200">
            <Text as="p">{t("parcels.promiseNeeded")}</Text>
            <InlineStack>
              <Button url="/app/parcels/promise">{t("parcels.promise.open")}</Button>
            </InlineStack>
          </BlockStack>
        </Card>
      ) : null}
      {page.claims.length > 0 && !later ? (
        <Section id="claims" title={t("parcels.claim.soonHeading")}>
          <ClaimsDue claims={page.claims} format={format} />
        </Section>
      ) : null}
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
          {page.mayChangePromise && !askForTransit ? (
            <Button url="/app/parcels/promise">{t("parcels.promise.open")}</Button>
          ) : null}
          {page.mayChangePromise ? (
            <Button url="/app/parcels/claims">{t("parcels.claim.terms.open")}</Button>
          ) : null}
        </InlineStack>
      </Box>
    </BlockStack>
  );
}
