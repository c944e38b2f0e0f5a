import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, InlineStack, Link, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import { useSavedToast } from "~/ui/saved-toast";
import { type ClaimGround, longestNote } from "../core/claim";
import type { ClaimView, ParcelView } from "../parcel-page-queries.server";
import { type ClaimAnswer, claimProblems } from "./problems";

const groundWords = {
  lost: "parcels.claim.ground.lost",
  "long-late": "parcels.claim.ground.longLate",
  damaged: "parcels.claim.ground.damaged",
} as const satisfies Record<ClaimGround, string>;

/** How many days are left to claim, in words. */
export function useDaysLeft(): (daysLeft: number) => string {
  const { t } = useTranslation();
  return (daysLeft) =>
    daysLeft === 0 ? t("parcels.claim.lastDay") : t("parcels.claim.left", { count: daysLeft });
}

/** What the last day is counted from. */
function Basis({ claim }: { claim: ClaimView }) {
  const { t } = useTranslation();
  const damaged = claim.ground === "damaged";
  const own = damaged ? "parcels.claim.ownDamaged" : "parcels.claim.ownLost";
  const usual = damaged ? "parcels.claim.usualDamaged" : "parcels.claim.usualLost";
  return (
    <Text as="p" tone="subdued">
      {t(claim.own ? own : usual, { count: claim.days })}{" "}
      <Link url="/app/parcels/claims">{t("parcels.claim.terms.open")}</Link>
    </Text>
  );
}

function Deadline({ claim, format }: { claim: ClaimView; format: Format }) {
  const { t } = useTranslation();
  const left = useDaysLeft();
  const day = format.day(claim.by);
  if (claim.daysLeft < 0) return <Text as="p">{t("parcels.claim.over", { day })}</Text>;
  return (
    <Text as="p" fontWeight="semibold">
      {t("parcels.claim.by", { day })} · {left(claim.daysLeft)}
    </Text>
  );
}

function Decision({ claim, format }: { claim: ClaimView; format: Format }) {
  const { t } = useTranslation();
  const { decided } = claim;
  if (!decided) return null;
  const name = decided.name ?? t("parcels.claim.aColleague");
  return (
    <BlockStack gap="100">
      <Text as="p" fontWeight="semibold">
        {t(decided.decision === "claimed" ? "parcels.claim.isClaimed" : "parcels.claim.isNotClaiming")}
      </Text>
      <Text as="p" tone="subdued">
        <bdi>{t("parcels.claim.decidedBy", { name, when: format.moment(decided.at) })}</bdi>
      </Text>
      {decided.note ? (
        <p className="fl-message" dir="auto">
          {decided.note}
        </p>
      ) : null}
    </BlockStack>
  );
}

function Decide({ claim }: { claim: ClaimView }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<ClaimAnswer>();
  const [note, setNote] = useState("");
  useSavedToast(fetcher.data, t("parcels.claim.saved"));
  const error = fetcher.data?.ok === false ? t(claimProblems[fetcher.data.problem]) : undefined;
  const busy = fetcher.state !== "idle";
  const decide = (decision: string) => fetcher.submit({ decision, note }, { method: "post" });
  if (claim.decided) {
    return (
      <InlineStack>
        <Button loading={busy} onClick={() => decide("reopen")}>
          {t("parcels.claim.reopen")}
        </Button>
      </InlineStack>
    );
  }
  return (
    <BlockStack gap="300">
      <TextField
        label={t("parcels.claim.note")}
        autoComplete="off"
        multiline={2}
        maxLength={longestNote}
        value={note}
        onChange={setNote}
        error={error}
      />
      <InlineStack gap="200">
        <Button loading={busy} onClick={() => decide("claimed")}>
          {t("parcels.claim.claimed")}
        </Button>
        <Button disabled={busy} onClick={() => decide("not-claiming")}>
          {t("parcels.claim.notClaiming")}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}

/** Why and until when a parcel can be claimed from its carrier, and what was decided. */
export function Claim({ view, format }: { view: ParcelView; format: Format }) {
  const { t } = useTranslation();
  const { claim } = view;
  if (!claim) return null;
  return (
    <BlockStack gap="300">
      <Text as="p">{t(groundWords[claim.ground])}</Text>
      {claim.decided ? <Decision claim={claim} format={format} /> : null}
      {claim.decided ? null : <Deadline claim={claim} format={format} />}
      {claim.decided ? null : <Basis claim={claim} />}
      {view.mayClaim ? <Decide claim={claim} /> : null}
    </BlockStack>
  );
}
