import { Badge } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import type { ClockLeft } from "../core/clock";

const clockWords = {
  running: "tickets.clock.running",
  paused: "tickets.clock.paused",
  overdue: "tickets.clock.overdue",
} as const satisfies Record<ClockLeft["state"], string>;

/** Minutes of support hours below which the clock asks for attention. */
const soonMinutes = 30;

/** How long there is to answer, in the support hours of the buyer's market. */
export function Clock({ left, format }: { left: ClockLeft | null; format: Format }) {
  const { t } = useTranslation();
  if (!left) return <Badge tone="success">{t("tickets.clock.stopped")}</Badge>;
  const span = format.span(left.minutes * 60_000);
  const urgent = left.state === "running" && left.minutes <= soonMinutes;
  const tone = left.state === "overdue" ? "critical" : urgent ? "warning" : undefined;
  return <Badge tone={tone}>{t(clockWords[left.state], { span })}</Badge>;
}
