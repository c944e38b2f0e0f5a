import { BlockStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import { Moment } from "~/ui/moment";
import type { ParcelRow } from "../page-queries.server";
import { ParcelBadges } from "./parcel-badges";

/** A parcel by its order's number, which opens it. */
export function ParcelName({ parcel }: { parcel: ParcelRow }) {
  const { t } = useTranslation();
  return (
    <Text as="span" fontWeight="semibold">
      <Link url={`/app/parcels/${parcel.id}`} monochrome removeUnderline>
        {parcel.orderName ?? t("parcels.orderUnknown")}
      </Link>
    </Text>
  );
}

export function useDestination(parcel: ParcelRow, format: Format): string {
  const { t } = useTranslation();
  return parcel.country ? format.country(parcel.country) : t("parcels.noCountry");
}

function Promised({ parcel, format }: { parcel: ParcelRow; format: Format }) {
  const { t } = useTranslation();
  return <>{parcel.promisedBy ? format.day(parcel.promisedBy) : t("parcels.noPromise")}</>;
}

type RowProps = { parcel: ParcelRow; format: Format; now: string };

function TableRow({ parcel, format, now }: RowProps) {
  return (
    <tr>
      <th scope="row">
        <ParcelName parcel={parcel} />
      </th>
      <td>{useDestination(parcel, format)}</td>
      <td>{parcel.carrier}</td>
      <td>
        <Moment instant={parcel.sentAt} format={format} now={now} />
      </td>
      <td>
        <Promised parcel={parcel} format={format} />
      </td>
      <td>
        <ParcelBadges parcel={parcel} />
      </td>
    </tr>
  );
}

function ListRow({ parcel, format, now }: RowProps) {
  const { t } = useTranslation();
  const destination = useDestination(parcel, format);
  return (
    <li>
      <BlockStack gap="100">
        <div className="fl-row">
          <ParcelName parcel={parcel} />
          <Text as="span" tone="subdued">
            <Moment instant={parcel.sentAt} format={format} now={now} />
          </Text>
        </div>
        <div className="fl-row">
          <Text as="span" tone="subdued">
            {[parcel.carrier, destination].filter(Boolean).join(" · ")}
          </Text>
          <Text as="span" tone="subdued">
            {t("parcels.column.promised")}: <Promised parcel={parcel} format={format} />
          </Text>
        </div>
        <ParcelBadges parcel={parcel} />
      </BlockStack>
    </li>
  );
}

type ParcelListProps = { parcels: ParcelRow[]; format: Format; now: string; labelledBy: string };

/** Parcels as a table where there is room, a list on a phone. */
export function ParcelList({ parcels, format, now, labelledBy }: ParcelListProps) {
  const { t } = useTranslation();
  return (
    <>
      <div className="fl-wide">
        <table className="fl-orders" aria-labelledby={labelledBy}>
          <thead>
            <tr>
              <th scope="col">{t("parcels.column.order")}</th>
              <th scope="col">{t("parcels.column.country")}</th>
              <th scope="col">{t("parcels.column.carrier")}</th>
              <th scope="col">{t("parcels.column.sent")}</th>
              <th scope="col">{t("parcels.column.promised")}</th>
              <th scope="col">{t("parcels.column.state")}</th>
            </tr>
          </thead>
          <tbody>
            {parcels.map((parcel) => (
              <TableRow key={parcel.id} parcel={parcel} format={format} now={now} />
            ))}
          </tbody>
        </table>
      </div>
      <ul className="fl-list fl-narrow" aria-labelledby={labelledBy}>
        {parcels.map((parcel) => (
          <ListRow key={parcel.id} parcel={parcel} format={format} now={now} />
        ))}
      </ul>
    </>
  );
}
