import { BlockStack, Box, Card, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import { Moment } from "~/ui/moment";
import type { StoreView } from "../queries.server";
import { DeliveryState, type LatestOrder, OrderState, PaymentState } from "./order-state";

type Row = { order: LatestOrder; format: Format; now: string };

function useCountry({ order, format }: Row): string {
  const { t } = useTranslation();
  return order.country ? format.country(order.country) : t("orders.noCountry");
}

/** The order's number, which opens the order itself in the store's admin. */
function OrderName({ order }: { order: LatestOrder }) {
  return (
    <Text as="span" fontWeight="semibold">
      <Link url={`shopify://admin/orders/${order.id}`} target="_top" monochrome removeUnderline>
        {order.name}
      </Link>
    </Text>
  );
}

function TableRow(row: Row) {
  const { order, format, now } = row;
  return (
    <tr>
      <th scope="row">
        <OrderName order={order} />
      </th>
      <td>
        <Moment instant={order.placedAt} now={now} format={format} />
      </td>
      <td>{useCountry(row)}</td>
      <td>
        <PaymentState order={order} />
      </td>
      <td>
        <DeliveryState order={order} />
      </td>
      <td className="fl-amount">{format.money(order.total)}</td>
    </tr>
  );
}

function ListRow(row: Row) {
  const { order, format, now } = row;
  return (
    <li>
      <BlockStack gap="100">
        <div className="fl-row">
          <OrderName order={order} />
          <Text as="span">{format.money(order.total)}</Text>
        </div>
        <div className="fl-row">
          <Text as="span" tone="subdued">
            {useCountry(row)}
          </Text>
          <Text as="span" tone="subdued">
            <Moment instant={order.placedAt} now={now} format={format} />
          </Text>
        </div>
        <OrderState order={order} />
      </BlockStack>
    </li>
  );
}

function OrderTable({ view, format }: { view: StoreView; format: Format }) {
  const { t } = useTranslation();
  return (
    <table className="fl-orders" aria-labelledby="latest-orders">
      <thead>
        <tr>
          <th scope="col">{t("orders.column.order")}</th>
          <th scope="col">{t("orders.column.placed")}</th>
          <th scope="col">{t("orders.column.country")}</th>
          <th scope="col">{t("orders.column.payment")}</th>
          <th scope="col">{t("orders.column.delivery")}</th>
          <th scope="col" className="fl-amount">
            {t("orders.column.total")}
          </th>
        </tr>
      </thead>
      <tbody>
        {view.orders.latest.map((order) => (
          <TableRow key={order.id} order={order} format={format} now={view.generatedAt} />
        ))}
      </tbody>
    </table>
  );
}

function NoOrders() {
  const { t } = useTranslation();
  return (
    <Box padding="400" paddingBlockStart="0">
      <BlockStack gap="100">
        <Text as="p" fontWeight="medium">
          {t("orders.emptyTitle")}
        </Text>
        <Text as="p" tone="subdued">
          {t("orders.emptyBody")}
        </Text>
      </BlockStack>
    </Box>
  );
}

/** The newest orders: a table where there is room, a list on a phone. */
export function LatestOrders({ view, format }: { view: StoreView; format: Format }) {
  const { t } = useTranslation();
  const { latest } = view.orders;
  return (
    <Card padding="0">
      <Box padding="400">
        <Text as="h2" variant="headingMd" id="latest-orders">
          {t("orders.latest")}
        </Text>
      </Box>
      {latest.length === 0 ? (
        <NoOrders />
      ) : (
        <>
          <div className="fl-wide">
            <OrderTable view={view} format={format} />
          </div>
          <ul className="fl-list fl-narrow" aria-labelledby="latest-orders">
            {latest.map((order) => (
              <ListRow key={order.id} order={order} format={format} now={view.generatedAt} />
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}
