import { BlockStack, Box, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { troubleWords, turnWords } from "~/locales/parcel-words";
import type { Format } from "~/ui/format";
import { Moment } from "~/ui/moment";
import type { ParcelRow } from "../page-queries.server";
import { useDays } from "./forecast";
import { ParcelName, useDestination } from "./parcel-list";

type TroubleQueueProps = { parcels: ParcelRow[]; format: Format; now: string };

function Due({ dueAt, format, now }: { dueAt: string; format: Format; now: string }) {
  const { t } = useTranslation();
  if (dueAt > now)
    return <>{t("parcels.dueIn", { span: format.span(Date.parse(dueAt) - Date.parse(now)) })}</>;
  return (
    <>
      {t("parcels.dueSince")} <Moment instant={dueAt} format={format} now={now} />
    </>
  );
}

/** What bears on how pressing it is: when it is expected instead, and until when it can be claimed. */
function Bearing({ parcel, format }: { parcel: ParcelRow; format: Format }) {
  const { t } = useTranslation();
  const daysOf = useDays(format);
  const { forecast, claim, trouble } = parcel;
  const expected =
    forecast && trouble?.kind === "predicted-late"
      ? t("parcels.forecast.short", { day: daysOf(forecast) })
      : null;
  const claimBy = claim && !claim.decision ? t("parcels.claim.by", { day: format.day(claim.by) }) : null;
  const text = [expected, claimBy].filter(Boolean).join(" · ");
  return text ? <Text as="p">{text}</Text> : null;
}

function Trouble({ parcel, format, now }: { parcel: ParcelRow; format: Format; now: string }) {
  const { t } = useTranslation();
  const destination = useDestination(parcel, format);
  if (!parcel.trouble) return null;
  const [wrong, step] = troubleWords[parcel.trouble.kind];
  return (
    <li>
      <BlockStack gap="100">
        <div className="fl-row">
          <ParcelName parcel={parcel} />
          <Text as="span" tone={parcel.trouble.dueAt > now ? "subdued" : "caution"}>
            <Due dueAt={parcel.trouble.dueAt} format={format} now={now} />
          </Text>
        </div>
        <Text as="p">{t(wrong)}</Text>
        <Bearing parcel={parcel} format={format} />
        <div className="fl-row">
          <Text as="span" tone="subdued">
            {t(turnWords[parcel.trouble.turn])} · {t(step)}
          </Text>
          <Text as="span" tone="subdued">
            {[parcel.carrier, destination].filter(Boolean).join(" · ")}
          </Text>
        </div>
      </BlockStack>
    </li>
  );
}

/** Parcels in trouble, the ones due first on top: what is wrong, whose turn it is, and what to do. */
export function TroubleQueue({ parcels, format, now }: TroubleQueueProps) {
  return (
    <ul className="fl-list">
      {parcels.map((parcel) => (
        <Trouble key={parcel.id} parcel={parcel} format={format} now={now} />
      ))}
    </ul>
  );
}

/** The queue's end when it holds more than is shown, and what is said when it is empty. */
export function QueueFoot({ empty, more }: { empty: boolean; more: boolean }) {
  const { t } = useTranslation();
  if (!empty && !more) return null;
  return (
    <Box padding="400">
      {empty ? (
        <Text as="p" tone="subdued">
          {t("parcels.noTrouble")}
        </Text>
      ) : (
        <Link url="/app/parcels?show=trouble">{t("parcels.allTrouble")}</Link>
      )}
    </Box>
  );
}
