import { Badge, BlockStack, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { parcelStateWords, troubleWords, verdictWords } from "~/locales/parcel-words";
import type { Format } from "~/ui/format";
import { Moment } from "~/ui/moment";
import type { InboxRow } from "../queries.server";
import type { Happened, TicketPage } from "../ticket-queries.server";

type Parcel = TicketPage["parcels"][number];

/** Where a parcel is and who carries it, in one line. */
export function useParcelLine(): (parcel: InboxRow["parcel"]) => string {
  const { t } = useTranslation();
  return (parcel) => {
    if (!parcel) return t("tickets.noParcel");
    const { state, statusText, provider, carrier } = parcel;
    const where = state === "unknown" && statusText ? statusText : t(parcelStateWords[state]);
    return [provider?.name ?? carrier, where].filter(Boolean).join(": ");
  };
}

/** What was promised, and what is expected now where that is known. */
export function useDates(format: Format): (parcel: NonNullable<InboxRow["parcel"]>) => string {
  const { t } = useTranslation();
  return ({ promisedBy, forecast, deliveredAt }) => {
    const promised = promisedBy && t("tickets.promisedBy", { day: format.day(promisedBy) });
    if (!forecast || deliveredAt) return promised ?? "";
    const { from, by } = forecast;
    const days = from === by ? format.day(by) : rangeOf(format.day(from), format.day(by));
    return [promised, t("tickets.expected", { day: days })].filter(Boolean).join(" · ");
  };
}

const rangeOf = (from: string, by: string) => `${from} – ${by}`;

/** Things that happened to a parcel shown at once; the earlier ones open on request. */
const shownAtOnce = 3;

function Entries({ entries, format }: { entries: Happened[]; format: Format }) {
  const { t } = useTranslation();
  return (
    <ol className="fl-timeline">
      {entries.map((entry) => (
        <li key={`${entry.at} ${entry.state} ${entry.message ?? ""}`}>
          <Text as="span">
            {entry.state === "unknown" && entry.message ? entry.message : t(parcelStateWords[entry.state])}
          </Text>
          <Text as="p" tone="subdued" variant="bodySm">
            <Moment instant={entry.at} format={format} />
            {entry.place ? <bdi> · {entry.place}</bdi> : null}
          </Text>
          {entry.message && entry.state !== "unknown" ? (
            <Text as="p" tone="subdued" variant="bodySm">
              <bdi>{entry.message}</bdi>
            </Text>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

/** What happened to a parcel, the newest first. */
function Timeline({ parcel, format }: { parcel: Parcel; format: Format }) {
  const { t } = useTranslation();
  const entries = [...parcel.timeline].reverse();
  const earlier = entries.slice(shownAtOnce);
  return (
    <>
      <Entries entries={entries.slice(0, shownAtOnce)} format={format} />
      {earlier.length > 0 ? (
        <details>
          <summary>{t("tickets.earlierNews", { count: earlier.length })}</summary>
          <Entries entries={earlier} format={format} />
        </details>
      ) : null}
    </>
  );
}

/** One parcel beside a ticket: who carries it, where it is, what was promised and what is wrong. */
export function ParcelBeside({ parcel, format }: { parcel: Parcel; format: Format }) {
  const { t } = useTranslation();
  const dates = useDates(format)(parcel);
  const { state, statusText, provider, carrier, verdict, trouble } = parcel;
  return (
    <BlockStack gap="200">
      <InlineStack gap="200" blockAlign="center">
        <Badge tone={state === "delivered" ? "success" : undefined}>
          {state === "unknown" && statusText ? statusText : t(parcelStateWords[state])}
        </Badge>
        {verdict ? (
          <Badge tone={verdict === "late" ? "warning" : "success"}>{t(verdictWords[verdict])}</Badge>
        ) : null}
        {provider ? <Link url={`/app/providers/${provider.id}`}>{provider.name}</Link> : <bdi>{carrier}</bdi>}
      </InlineStack>
      {dates ? <Text as="p">{dates}</Text> : null}
      {trouble ? <Text as="p">{t(troubleWords[trouble.kind][0])}</Text> : null}
      <Timeline parcel={parcel} format={format} />
      <Link url={`/app/parcels/${parcel.id}`}>{t("tickets.openParcel")}</Link>
    </BlockStack>
  );
}
