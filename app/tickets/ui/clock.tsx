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

/** Minutes in words; with hours in front below a day, since "1 hour" may be nearly two. */
function spanOf(minutes: number, format: Format): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const whole = format.span(minutes * 60_000);
  return hours < 1 || hours >= 24 || rest === 0 ? whole : `${whole} ${format.span(rest * 60_000)}`;
}

/** How long there is to answer, in the support hours of the buyer's market. */
export function Clock({ left, format }: { left: ClockLeft | null; format: Format }) {
  const { t } = useTranslation();
  if (!left) return <Badge tone="success">{t("tickets.clock.stopped")}</Badge>;
  const span = spanOf(left.minutes, format);
  const urgent = left.state === "running" && left.minutes <= soonMinutes;
  const tone = left.state === "overdue" ? "critical" : urgent ? "warning" : undefined;
  return <Badge tone={tone}>{t(clockWords[left.state], { span })}</Badge>;
}
