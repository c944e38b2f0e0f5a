import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import { Moment } from "~/ui/moment";
import type { ParcelView } from "../page-queries.server";
import { ParcelBadges } from "./parcel-badges";
import { stateWords, troubleWords, turnWords } from "./parcel-words";

type DetailProps = { view: ParcelView; format: Format };

function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id}>
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd" id={id}>
            {title}
          </Text>
          {children}
        </BlockStack>
      </Card>
    </section>
  );
}

function NextStep({ view, format }: DetailProps) {
  const { t } = useTranslation();
  const { trouble, state } = view.parcel;
  if (!trouble)
    return <Text as="p">{t(state === "delivered" ? "parcels.step.done" : "parcels.step.wait")}</Text>;
  const [wrong, step] = troubleWords[trouble.kind];
  return (
    <BlockStack gap="100">
      <Text as="p" fontWeight="semibold">
        {t(wrong)}
      </Text>
      <Text as="p">
        {t(turnWords[trouble.turn])} · {t(step)}
      </Text>
      <Text as="p" tone="subdued">
        {t("parcels.dueBy")} <Moment instant={trouble.dueAt} format={format} />
      </Text>
    </BlockStack>
  );
}

function usePromise({ view, format }: DetailProps): string {
  const { t } = useTranslation();
  const { promisedFrom, promisedBy } = view.parcel;
  if (!promisedFrom || !promisedBy) return t("parcels.noPromise");
  return t("parcels.promisedRange", { from: format.day(promisedFrom), by: format.day(promisedBy) });
}

function Facts(props: DetailProps) {
  const { t } = useTranslation();
  const { view, format } = props;
  const { parcel, tracking, buyer } = view;
  const promise = usePromise(props);
  const rows: [string, ReactNode][] = [
    [t("parcels.column.promised"), promise],
    ...(parcel.deliveredAt
      ? [
          [
            t(parcel.deliveredHow === "buyer" ? "parcels.deliveredByBuyer" : "parcels.deliveredByCarrier"),
            <Moment key="delivered" instant={parcel.deliveredAt} format={format} />,
          ] as [string, ReactNode],
        ]
      : []),
    ...(buyer.missingAt
      ? [
          [t("parcels.buyerMissing"), <Moment key="missing" instant={buyer.missingAt} format={format} />] as [
            string,
            ReactNode,
          ],
        ]
      : []),
    [t("parcels.column.country"), parcel.country ? format.country(parcel.country) : t("parcels.noCountry")],
    [t("parcels.column.carrier"), parcel.carrier ?? t("parcels.noCarrier")],
    [t("parcels.tracking"), <Tracking key="tracking" tracking={tracking} />],
    [
      t("parcels.column.order"),
      <Link key="order" url={`shopify://admin/orders/${parcel.orderId}`} target="_top">
        {parcel.orderName ?? t("parcels.orderUnknown")}
      </Link>,
    ],
  ];
  return (
    <dl className="fl-terms">
      {rows.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The carrier's own page opens elsewhere, under its host's name. */
function Tracking({ tracking }: { tracking: ParcelView["tracking"] }) {
  const { t } = useTranslation();
  const { number, link } = tracking;
  if (!number && !link) return <>{t("parcels.noTracking")}</>;
  return (
    <>
      {number ? <bdi>{number}</bdi> : null}
      {link ? (
        <>
          {number ? " · " : null}
          <a href={link.url} target="_blank" rel="noopener noreferrer nofollow">
            {link.host}
          </a>
        </>
      ) : null}
    </>
  );
}

function Timeline({ view, format }: DetailProps) {
  const { t } = useTranslation();
  return (
    <ol className="fl-list fl-list-bare">
      {[...view.timeline].reverse().map((entry) => (
        <li key={`${entry.at} ${entry.state} ${entry.message ?? ""}`}>
          <div className="fl-row">
            <Text as="span" fontWeight="medium">
              {entry.state === "unknown" && entry.message ? (
                <bdi>{entry.message}</bdi>
              ) : (
                t(stateWords[entry.state])
              )}
            </Text>
            <Text as="span" tone="subdued">
              <Moment instant={entry.at} format={format} />
            </Text>
          </div>
          <Text as="p" tone="subdued">
            <bdi>
              {[entry.place, entry.state === "unknown" ? null : entry.message].filter(Boolean).join(" · ")}
            </bdi>
          </Text>
        </li>
      ))}
    </ol>
  );
}

/** Where is it, and whose turn is it? */
export function ParcelDetail({ view, format }: DetailProps) {
  const { t } = useTranslation();
  return (
    <BlockStack gap="400">
      <Section id="next-step" title={t("parcels.nextHeading")}>
        <ParcelBadges parcel={view.parcel} />
        <NextStep view={view} format={format} />
      </Section>
      <Section id="parcel-facts" title={t("parcels.factsHeading")}>
        <Facts view={view} format={format} />
      </Section>
      <Section id="timeline" title={t("parcels.timelineHeading")}>
        <Timeline view={view} format={format} />
      </Section>
    </BlockStack>
  );
}
