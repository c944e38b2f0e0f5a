import { BlockStack, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { parcelStateWords, troubleWords, turnWords } from "~/locales/parcel-words";
import type { Format } from "~/ui/format";
import { Moment } from "~/ui/moment";
import type { ParcelView } from "../parcel-page-queries.server";
import { Claim } from "./claim";
import { Forecast } from "./forecast";
import { ParcelBadges } from "./parcel-badges";
import { Section } from "./section";

type DetailProps = { view: ParcelView; format: Format };

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

type Fact = { term: string; value: ReactNode };

function Facts(props: DetailProps) {
  const { t } = useTranslation();
  const { view, format } = props;
  const { parcel, provider, tracking, buyer } = view;
  const promise = usePromise(props);
  const at = (term: string, instant: string | null): Fact | null =>
    instant === null ? null : { term, value: <Moment instant={instant} format={format} /> };
  const delivered =
    parcel.deliveredHow === "buyer" ? "parcels.deliveredByBuyer" : "parcels.deliveredByCarrier";
  const rows: (Fact | null)[] = [
    { term: t("parcels.column.promised"), value: promise },
    at(t(delivered), parcel.deliveredAt),
    at(t("parcels.buyerMissing"), buyer.missingAt),
    at(t("parcels.buyerDamaged"), buyer.damagedAt),
    {
      term: t("parcels.column.country"),
      value: parcel.country ? format.country(parcel.country) : t("parcels.noCountry"),
    },
    { term: t("parcels.column.carrier"), value: parcel.carrier ?? t("parcels.noCarrier") },
    provider && {
      term: t("parcels.provider"),
      value: <Link url={`/app/providers/${provider.id}`}>{provider.name}</Link>,
    },
    { term: t("parcels.tracking"), value: <Tracking tracking={tracking} /> },
    {
      term: t("parcels.column.order"),
      value: (
        <Link url={`shopify://admin/orders/${parcel.orderId}`} target="_top">
          {parcel.orderName ?? t("parcels.orderUnknown")}
        </Link>
      ),
    },
  ];
  return (
    <dl className="fl-terms">
      {rows.map((row) =>
        row === null ? null : (
          <div key={row.term}>
            <dt>{row.term}</dt>
            <dd>{row.value}</dd>
          </div>
        ),
      )}
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
                t(parcelStateWords[entry.state])
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
      {view.forecast ? (
        <Section id="forecast" title={t("parcels.forecast.heading")}>
          <Forecast view={view} format={format} />
        </Section>
      ) : null}
      {view.claim ? (
        <Section id="claim" title={t("parcels.claim.heading")}>
          <Claim view={view} format={format} />
        </Section>
      ) : null}
      <Section id="parcel-facts" title={t("parcels.factsHeading")}>
        <Facts view={view} format={format} />
      </Section>
      <Section id="timeline" title={t("parcels.timelineHeading")}>
        <Timeline view={view} format={format} />
      </Section>
    </BlockStack>
  );
}
