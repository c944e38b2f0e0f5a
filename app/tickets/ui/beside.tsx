import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import { Moment } from "~/ui/moment";
import type { TicketPage } from "../ticket-queries.server";
import { ParcelBeside } from "./parcel-part";
import { kindWords, stateWords } from "./words";

type BesideProps = { page: TicketPage; format: Format };

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingSm">
          {title}
        </Text>
        {children}
      </BlockStack>
    </Card>
  );
}

function OrderPart({ page, format }: BesideProps) {
  const { t } = useTranslation();
  const { order } = page;
  return (
    <Part title={t("tickets.order")}>
      {order ? (
        <>
          <Link url={`shopify://admin/orders/${order.id}`} target="_top">
            {order.name}
          </Link>
          <Text as="p" tone="subdued">
            <Moment instant={order.placedAt} format={format} />
          </Text>
          <Text as="p">
            {[order.city, page.ticket.country && format.country(page.ticket.country)]
              .filter(Boolean)
              .join(", ")}
          </Text>
          {order.shippingTitle ? <Text as="p">{order.shippingTitle}</Text> : null}
        </>
      ) : (
        <Text as="p">{t("tickets.noOrder")}</Text>
      )}
    </Part>
  );
}

function ParcelPart({ page, format }: BesideProps) {
  const { t } = useTranslation();
  return (
    <Part title={t("tickets.parcels")}>
      {page.parcels.length === 0 ? <Text as="p">{t("tickets.noParcel")}</Text> : null}
      {[...page.parcels].reverse().map((parcel) => (
        <ParcelBeside key={parcel.id} parcel={parcel} format={format} />
      ))}
    </Part>
  );
}

function BuyerPart({ page }: BesideProps) {
  const { t } = useTranslation();
  const { contact } = page;
  const lines = [contact?.name, contact?.email, contact?.phone].filter((line) => line != null);
  return (
    <Part title={t("tickets.buyer")}>
      {lines.length === 0 ? <Text as="p">{t("tickets.noContact")}</Text> : null}
      {lines.map((line) => (
        <Text key={line} as="p" breakWord>
          <bdi>{line}</bdi>
        </Text>
      ))}
    </Part>
  );
}

function EarlierPart({ page, format }: BesideProps) {
  const { t } = useTranslation();
  if (page.earlier.length === 0) return null;
  return (
    <Part title={t("tickets.earlier")}>
      {page.earlier.map((one) => (
        <Text key={one.id} as="p">
          <Link url={`/app/tickets/${one.id}`}>{t(kindWords[one.kind])}</Link> · {t(stateWords[one.state])} ·{" "}
          <Moment instant={one.openedAt} format={format} />
        </Text>
      ))}
    </Part>
  );
}

/** What one needs to answer well: order, parcels, buyer, earlier tickets. */
export function Beside(props: BesideProps) {
  const { t } = useTranslation();
  return (
    <BlockStack gap="400">
      <OrderPart {...props} />
      <ParcelPart {...props} />
      <BuyerPart {...props} />
      {props.page.returnAddress ? (
        <Part title={t("tickets.returnAddress")}>
          <p className="fl-message" dir="auto">
            {props.page.returnAddress}
          </p>
        </Part>
      ) : null}
      <EarlierPart {...props} />
    </BlockStack>
  );
}
