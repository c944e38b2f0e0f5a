import { Badge, InlineStack } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { StoreView } from "../queries.server";

export type LatestOrder = StoreView["orders"]["latest"][number];

const paymentWords = {
  paid: "orders.payment.paid",
  pending: "orders.payment.pending",
  authorized: "orders.payment.authorized",
  partially_paid: "orders.payment.partiallyPaid",
  partially_refunded: "orders.payment.partiallyRefunded",
  refunded: "orders.payment.refunded",
  voided: "orders.payment.voided",
  expired: "orders.payment.expired",
} as const;

const deliveryWords = {
  unfulfilled: "orders.delivery.unfulfilled",
  partial: "orders.delivery.partial",
  partially_fulfilled: "orders.delivery.partial",
  fulfilled: "orders.delivery.fulfilled",
  restocked: "orders.delivery.restocked",
  scheduled: "orders.delivery.scheduled",
  on_hold: "orders.delivery.onHold",
  in_progress: "orders.delivery.inProgress",
} as const;

function lookUp<T extends object, O>(words: T, code: string, otherwise: O): T[keyof T] | O {
  const key = code.toLowerCase();
  return Object.hasOwn(words, key) ? words[key as keyof T] : otherwise;
}

/** Whether the order is paid; a cancelled order says only that. */
export function PaymentState({ order }: { order: LatestOrder }) {
  const { t } = useTranslation();
  if (order.cancelled) return <Badge>{t("orders.cancelled")}</Badge>;
  const code = order.financial ?? "pending";
  const settled = code.toLowerCase() === "paid";
  return (
    <Badge tone={settled ? undefined : "attention"}>
      {t(lookUp(paymentWords, code, "orders.payment.unknown" as const))}
    </Badge>
  );
}

/** Whether the parcels have left; the platform writes nothing for an order not yet sent. */
export function DeliveryState({ order }: { order: LatestOrder }) {
  const { t } = useTranslation();
  const code = order.fulfillment ?? "unfulfilled";
  const sent = code.toLowerCase() === "fulfilled";
  return (
    <Badge tone={sent ? "success" : undefined}>
      {t(lookUp(deliveryWords, code, "orders.delivery.unknown" as const))}
    </Badge>
  );
}

/** Both states side by side, for a narrow screen. */
export function OrderState({ order }: { order: LatestOrder }) {
  return (
    <InlineStack gap="100">
      <PaymentState order={order} />
      <DeliveryState order={order} />
    </InlineStack>
  );
}
