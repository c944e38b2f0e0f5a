import { Badge, BlockStack, Box, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import type { ParkedJobsPage } from "../parked-job-queries.server";

/** What a job is for, by the first word of its name. */
const purposeWords = {
  shop: "parkedJobs.purpose.shop",
  orders: "parkedJobs.purpose.orders",
  parcels: "parkedJobs.purpose.parcels",
  providers: "parkedJobs.purpose.providers",
  surveys: "parkedJobs.purpose.surveys",
  markets: "parkedJobs.purpose.markets",
  tickets: "parkedJobs.purpose.tickets",
  shipping: "parkedJobs.purpose.shipping",
  improvements: "parkedJobs.purpose.improvements",
} as const;

type ParkedJobListProps = { jobs: ParkedJobsPage["jobs"]; format: Format };

/** Work that failed every time, newest first. */
export function ParkedJobList({ jobs, format }: ParkedJobListProps) {
  const { t } = useTranslation();
  if (jobs.length === 0) {
    return (
      <Box padding="400">
        <Text as="p">{t("parkedJobs.empty")}</Text>
      </Box>
    );
  }
  return (
    <ul className="fl-list fl-list-whole">
      {jobs.map(({ key, job, tries, parkedAt }) => {
        const domain = job.split(".")[0] ?? "";
        const purpose = Object.hasOwn(purposeWords, domain)
          ? t(purposeWords[domain as keyof typeof purposeWords])
          : t("parkedJobs.purpose.other");
        return (
          <li key={key}>
            <BlockStack gap="100">
              <InlineStack gap="200" blockAlign="center">
                <Text as="span" fontWeight="semibold">
                  {purpose}
                </Text>
                <Badge tone="attention">{t("parkedJobs.tries", { count: tries })}</Badge>
              </InlineStack>
              <Text as="p" tone="subdued" variant="bodySm">
                {t("parkedJobs.parked", { moment: format.moment(parkedAt), job })}
              </Text>
            </BlockStack>
          </li>
        );
      })}
    </ul>
  );
}
