import { reportProblem } from "../../app/tickets/opening-commands.server";
import type { Country } from "../../scripts/story/cast";
import { exchanges, locales } from "../../scripts/story/messages";
import { uuidFrom } from "../../scripts/story/names";
import type { KnownOrder } from "./platform";
import { must } from "./tell-orders";
import type { Teller } from "./teller";

const minuteMs = 60_000;
/** A question about a parcel that has not come is answered within two hours; the Gulf is answered day and night. */
const answerWithinMinutes = 120;
const minutesLeft = 13;

/** A buyer in Riyadh has asked where the parcel is, and about 12 minutes are left to answer. */
export async function askFromRiyadh(teller: Teller, order: KnownOrder, now: Date): Promise<void> {
  const at = new Date(now.getTime() - (answerWithinMinutes - minutesLeft) * minuteMs);
  const report = {
    orderId: order.id,
    kind: "not-arrived" as const,
    text: exchanges.SA["not-arrived"].asks[0] ?? "",
    locale: locales.SA,
    clientId: uuidFrom(`${order.name} cusp ${now.toISOString()}`),
  };
  await teller.together(() => teller.tell(at, async () => must(await reportProblem(teller.buyer, report))));
}

/** A second question, with more time left: whoever waits for the late parcel has written as well. */
export async function askAboutLate(
  teller: Teller,
  order: KnownOrder,
  now: Date,
  country: Country,
): Promise<void> {
  const report = {
    orderId: order.id,
    kind: "other" as const,
    text: exchanges[country]["not-arrived"].asks[1] ?? "",
    locale: locales[country],
    clientId: uuidFrom(`${order.name} late ${now.toISOString()}`),
  };
  const at = new Date(now.getTime() - 35 * minuteMs);
  await teller.together(() => teller.tell(at, async () => must(await reportProblem(teller.buyer, report))));
}
