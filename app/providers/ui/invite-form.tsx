import { useFetcher } from "@remix-run/react";
import {
  BlockStack,
  Button,
  FormLayout,
  InlineError,
  InlineStack,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { localeNames, supportedLocales } from "~/locales/supported";
import { useSavedToast } from "~/ui/saved-toast";
import { useFormat } from "~/ui/use-format";
import type { ProviderPage } from "../page-queries.server";
import { useSignerName } from "./decision-history";
import { type InviteAnswer, inviteProblems, problemAt } from "./problems";

/** The link, this once: it is kept nowhere. Where the browser lets nobody copy, it is selected instead. */
function NewLink({ url, mailed }: { url: string; mailed: boolean | null }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const field = useRef<HTMLDivElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url);
      setCopied(true);
    } catch {
      field.current?.querySelector("input")?.select();
    }
  };
  return (
    <BlockStack gap="200">
      <div ref={field}>
        <TextField
          label={t("providers.invite.link")}
          helpText={t("providers.invite.once")}
          value={url}
          autoComplete="off"
          readOnly
          selectTextOnFocus
        />
      </div>
      <InlineStack gap="200" blockAlign="center">
        <Button variant="primary" onClick={copy}>
          {t("providers.invite.copy")}
        </Button>
        <span role="status">{copied ? t("providers.invite.copied") : ""}</span>
      </InlineStack>
      {mailed === null ? null : (
        <Text as="p" tone={mailed ? "success" : "critical"}>
          {t(mailed ? "providers.invite.mailed" : "providers.invite.notMailed")}
        </Text>
      )}
    </BlockStack>
  );
}

/** How far the provider is, and until when its link opens. */
function InvitationStanding({ page }: { page: ProviderPage }) {
  const { t } = useTranslation();
  const format = useFormat(page.timezone);
  const nameOf = useSignerName();
  const { form } = page;
  if (!form) return <Text as="p">{t("providers.invite.never")}</Text>;
  const { answered, of, finishedAt } = form;
  const day = format.day(form.until);
  return (
    <BlockStack gap="100">
      <Text as="p" fontWeight="semibold">
        {t(finishedAt ? "providers.form.finished" : "providers.form.progress", { done: answered, of })}
      </Text>
      <progress className="fl-progress" value={answered} max={of} aria-hidden="true" />
      <Text as="p" tone="subdued" variant="bodySm">
        {t("providers.invite.by", { name: nameOf(form.invitedBy), moment: format.moment(form.invitedAt) })}
      </Text>
      <Text as="p" tone="subdued" variant="bodySm">
        {t(form.live ? "providers.invite.until" : "providers.invite.ended", { day })}
      </Text>
    </BlockStack>
  );
}

/** Asks the provider itself: a link to its form, shown once, to hand over or to mail. */
export function InviteForm({ page }: { page: ProviderPage }) {
  const { t, i18n } = useTranslation();
  const fetcher = useFetcher<InviteAnswer>();
  const [language, setLanguage] = useState<string>(i18n.language);
  const [email, setEmail] = useState("");
  useSavedToast(fetcher.data, t("providers.invite.saved"));
  const made = fetcher.data?.ok ? fetcher.data.value : undefined;
  const atEmail = problemAt(fetcher.data, "address-");
  const elsewhere = problemAt(fetcher.data, "not-", "form-", "no-answer");
  const action = `/app/providers/${page.id}/invitation`;
  const send = (intent: "invite" | "revoke") => () =>
    fetcher.submit({ intent, language, email: intent === "invite" ? email : "" }, { method: "post", action });
  const busy = fetcher.state !== "idle";
  return (
    <BlockStack gap="400">
      <InvitationStanding page={page} />
      {made?.url ? <NewLink url={made.url} mailed={made.mailed} /> : null}
      {page.mayEdit ? (
        <>
          <FormLayout>
            <Select
              label={t("providers.invite.language")}
              options={supportedLocales.map((one) => ({ value: one, label: localeNames[one] }))}
              value={language}
              onChange={setLanguage}
            />
            <TextField
              type="email"
              label={t("providers.invite.email")}
              helpText={t("providers.invite.emailHelp")}
              autoComplete="off"
              value={email}
              onChange={setEmail}
              error={atEmail && t(inviteProblems[atEmail])}
            />
          </FormLayout>
          {elsewhere ? <InlineError fieldID="invite-problem" message={t(inviteProblems[elsewhere])} /> : null}
          <InlineStack gap="200">
            <Button onClick={send("invite")} loading={busy}>
              {t(page.form?.live ? "providers.invite.again" : "providers.invite.send")}
            </Button>
            {page.form?.live ? (
              <Button tone="critical" onClick={send("revoke")} disabled={busy}>
                {t("providers.invite.revoke")}
              </Button>
            ) : null}
          </InlineStack>
          {page.form?.live ? (
            <Text as="p" tone="subdued" variant="bodySm">
              {t("providers.invite.againHelp")}
            </Text>
          ) : null}
        </>
      ) : null}
    </BlockStack>
  );
}
