import { useFetcher } from "@remix-run/react";
import {
  Badge,
  BlockStack,
  Button,
  Card,
  InlineError,
  InlineStack,
  Link,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import { useSavedToast } from "~/ui/saved-toast";
import type { TrialPage } from "../trial-queries.server";
import { type CaseAnswer, caseProblems } from "./problems";

type Case = TrialPage["cases"][number];

/** Keeps the cart on the page, with what it is offered now, under a name. */
export function KeepCase({ asked }: { asked: TrialPage["asked"] }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<CaseAnswer>();
  const [name, setName] = useState("");
  useSavedToast(fetcher.data, t("shipping.case.saved"));
  const refused = fetcher.data?.ok === false ? t(caseProblems[fetcher.data.problem]) : undefined;
  return (
    <fetcher.Form method="post">
      <input type="hidden" name="intent" value="keep-case" />
      {Object.entries(asked).map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      <BlockStack gap="200">
        <TextField
          label={t("shipping.case.name")}
          helpText={t("shipping.case.nameHelp")}
          name="name"
          value={name}
          onChange={setName}
          maxLength={60}
          autoComplete="off"
          error={refused}
        />
        <InlineStack>
          <Button submit disabled={name.trim() === ""} loading={fetcher.state !== "idle"}>
            {t("shipping.case.save")}
          </Button>
        </InlineStack>
      </BlockStack>
    </fetcher.Form>
  );
}

function CaseRow({ kept, format, mayEdit }: { kept: Case; format: Format; mayEdit: boolean }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<CaseAnswer>();
  const price = (minor: number | null, currency: string) =>
    minor === null ? t("shipping.case.notOffered") : format.money({ minor, currency });
  const passed = kept.differences.length === 0;
  return (
    <li className="fl-row">
      <BlockStack gap="050">
        <Link url={`/app/shipping/try?${new URLSearchParams(kept.cart)}`}>{kept.name}</Link>
        {kept.differences.map(({ code, currency, was, now }) => (
          <Text as="span" key={code} tone="subdued" variant="bodySm" breakWord>
            {t("shipping.case.changed", { code, was: price(was, currency), now: price(now, currency) })}
          </Text>
        ))}
        {fetcher.data?.ok === false ? (
          <InlineError message={t(caseProblems[fetcher.data.problem])} fieldID={kept.id} />
        ) : null}
      </BlockStack>
      <InlineStack gap="200" blockAlign="center">
        <Badge tone={passed ? "success" : "attention"}>
          {passed ? t("shipping.case.passed") : t("shipping.case.different")}
        </Badge>
        {mayEdit ? (
          <fetcher.Form method="post" action={`/app/shipping/cases/${kept.id}/forget`}>
            <Button
              submit
              variant="plain"
              accessibilityLabel={t("shipping.case.forgetNamed", { name: kept.name })}
              loading={fetcher.state !== "idle"}
            >
              {t("shipping.case.forget")}
            </Button>
          </fetcher.Form>
        ) : null}
      </InlineStack>
    </li>
  );
}

/** Every kept cart, tried again just now: whether its buyer still gets the same. */
export function KeptCases({ page, format }: { page: TrialPage; format: Format }) {
  const { t } = useTranslation();
  if (page.cases.length === 0) return null;
  const changed = page.cases.filter((one) => one.differences.length > 0).length;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd" id="kept-cases">
          {t("shipping.case.title")}
        </Text>
        <Text as="p" tone="subdued">
          {changed === 0 ? t("shipping.case.allSame") : t("shipping.case.someChanged", { count: changed })}
        </Text>
        <ul className="fl-list fl-list-bare" aria-labelledby="kept-cases">
          {page.cases.map((kept) => (
            <CaseRow key={kept.id} kept={kept} format={format} mayEdit={page.mayEdit} />
          ))}
        </ul>
      </BlockStack>
    </Card>
  );
}
