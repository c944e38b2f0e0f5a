import { Box, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import { Moment } from "~/ui/moment";
import type { SurveyCell } from "../cell-queries.server";

type CommentsProps = { comments: SurveyCell["comments"]; format: Format; now: string };

/** Buyers' own words, as they wrote them. */
export function CellComments({ comments, format, now }: CommentsProps) {
  const { t } = useTranslation();
  if (comments.length === 0) {
    return (
      <Box padding="400" paddingBlockStart="0">
        <Text as="p" tone="subdued">
          {t("quality.behind.noComments")}
        </Text>
      </Box>
    );
  }
  return (
    <ul className="fl-list">
      {comments.map(({ id, text, locale, at }) => (
        <li key={id}>
          <blockquote className="fl-message" dir="auto" lang={locale || undefined}>
            {text}
          </blockquote>
          <Text as="p" tone="subdued">
            <Moment instant={at} format={format} now={now} />
          </Text>
        </li>
      ))}
    </ul>
  );
}
