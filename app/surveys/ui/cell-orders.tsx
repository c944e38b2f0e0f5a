import { Badge, BlockStack, Box, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { parcelStateWords, verdictWords } from "~/locales/parcel-words";
import type { Format } from "~/ui/format";
import { useScore } from "~/ui/use-score";
import type { ParcelInList } from "../../parcels/glance-queries.server";
import type { SurveyCell } from "../cell-queries.server";

function Parcel({ parcel, format }: { parcel: ParcelInList; format: Format }) {
  const { t } = useTranslation();
  const { orderName, carrier, state, verdict, promisedBy, deliveredAt } = parcel;
  const dates = [
    promisedBy && t("quality.behind.promised", { day: format.day(promisedBy) }),
    deliveredAt && t("quality.behind.came", { moment: format.moment(deliveredAt) }),
  ];
  return (
    <BlockStack gap="100">
      <InlineStack gap="200" blockAlign="center">
        <Text as="span" fontWeight="semibold">
          <Link url={`/app/parcels/${parcel.id}`}>{orderName ?? t("parcels.orderUnknown")}</Link>
        </Text>
        <Badge tone={verdict === "late" ? "warning" : undefined}>
          {t(verdict ? verdictWords[verdict] : parcelStateWords[state])}
        </Badge>
      </InlineStack>
      <Text as="p" tone="subdued">
        {[carrier, ...dates].filter(Boolean).join(" · ")}
      </Text>
    </BlockStack>
  );
}

type OrdersProps = { orders: SurveyCell["orders"]; parcels: ParcelInList[]; format: Format };

/** The orders whose buyers answered, those with a late parcel first, each with its parcels. */
export function CellOrders({ orders, parcels, format }: OrdersProps) {
  const { t } = useTranslation();
  const { score } = useScore();
  if (orders.length === 0) {
    return (
      <Box padding="400" paddingBlockStart="0">
        <Text as="p" tone="subdued">
          {t("quality.behind.noOrders")}
        </Text>
      </Box>
    );
  }
  return (
    <ul className="fl-list">
      {orders.map((order) => {
        const own = parcels.filter((parcel) => parcel.orderId === order.orderId);
        return (
          <li key={order.id} className="fl-row">
            <BlockStack gap="200">
              {own.map((parcel) => (
                <Parcel key={parcel.id} parcel={parcel} format={format} />
              ))}
              {own.length === 0 ? <Text as="p">{t("quality.behind.noParcel")}</Text> : null}
            </BlockStack>
            {order.score ? (
              <Text as="span" tone="subdued">
                {t("quality.fromTo", {
                  expected: score(order.score.expected),
                  felt: score(order.score.felt),
                })}
              </Text>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
