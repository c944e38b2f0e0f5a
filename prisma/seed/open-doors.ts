import { endDocument } from "../../app/providers/end-document-commands.server";
import { answerStep } from "../../app/providers/form-commands.server";
import { inviteProvider } from "../../app/providers/invitation-commands.server";
import { hashInvitationKey } from "../../app/providers/invitation-store.server";
import { providerOf } from "../../scripts/story/cast";
import type { Control } from "./platform";
import { providerId } from "./stage-services";
import { owner } from "./tell-orders";
import type { Teller } from "./teller";

/** What the forwarder has answered so far: it is halfway through. */
const answered = {
  company: {
    legalName: "Pearl River Forwarding Co., Ltd.",
    companyNumber: providerOf("pearl").registration,
    companyCountry: "China",
  },
  licence: {
    licenceIssuer: "Shenzhen transport bureau",
    licenceNumber: "NVOCC-20117",
    licenceUntil: "2028-06-30",
  },
  capacity: { parcelsPerWeek: "900", lanes: "Shenzhen to Germany and Brazil, by air, twice a week" },
  tracking: { integration: "file", scans: "some" },
} as const;

/**
 * Invites the forwarder, lets it answer half of its form where it has not yet, and tells the page of doors where the
 * form is.
 */
export async function inviteForwarder(
  teller: Teller,
  control: Control,
  { answers }: { answers: boolean },
): Promise<void> {
  const invited = await inviteProvider(teller.staff(owner, "owner"), providerId({ key: "pearl" }), "en");
  if (!invited.ok) throw new Error(`The forwarder was not invited: ${invited.problem}`);
  const { url } = invited.value;
  const keyHash = hashInvitationKey(new URL(url).pathname.split("/").at(-1) ?? "");
  for (const [step, typed] of Object.entries(answers ? answered : {})) {
    const kept = await answerStep({ ...teller.ctx, keyHash }, step as keyof typeof answered, typed);
    if (!kept.ok) throw new Error(`The forwarder's answer was not kept: ${kept.problem}`);
  }
  await control("door", { name: "forwarder", url });
}

/** The insurance that has days left ends now, as when an insurer withdraws cover. Answers what it did. */
export async function lapseInsurance(teller: Teller): Promise<string> {
  const { name } = providerOf("harbour");
  const staff = teller.staff(owner, "owner");
  const ended = await teller.together(() => endDocument(staff, providerId({ key: "harbour" }), "insurance"));
  await teller.leaveToWorker();
  if (!ended.ok) throw new Error(`The insurance was not ended: ${ended.problem}`);
  return `The insurance of ${name} has ended; its option leaves checkout.`;
}
