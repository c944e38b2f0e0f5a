import { createI18n } from "~/i18n";
import type { answerColumns } from "../core/answer-rows";
import type { Dimension } from "../core/item-bank";
import type { CodebookWords } from "../export-queries.server";
import { dimensionWords } from "./dimension-gap";

const columnWords = {
  respondent: ["quality.codebook.respondent", "quality.codebook.respondentValues"],
  item: ["quality.codebook.item", "quality.codebook.itemValues"],
  expectation: ["quality.codebook.expectation", "quality.codebook.scale"],
  perception: ["quality.codebook.perception", "quality.codebook.scale"],
  provider: ["quality.codebook.provider", "quality.codebook.providerValues"],
  market: ["quality.codebook.market", "quality.codebook.marketValues"],
  group: ["quality.codebook.group", "quality.codebook.groupValues"],
  expectation_late: ["quality.codebook.late", "quality.codebook.scale"],
} as const satisfies Record<(typeof answerColumns)[number], readonly [string, string]>;

const actorWords = {
  shop: "quality.codebook.byShop",
  provider: "quality.codebook.byProvider",
} as const;

/** What dimensions are called in the reader's language. */
export function dimensionName(locale: string): (dimension: Dimension) => string {
  const { t } = createI18n(locale);
  return (dimension) => t(dimensionWords[dimension]);
}

/** The codebook's words in the reader's language. */
export function codebookWords(locale: string): CodebookWords {
  const { t } = createI18n(locale);
  return {
    headings: [
      t("quality.codebook.name"),
      t("quality.codebook.kind"),
      t("quality.codebook.meaning"),
      t("quality.codebook.values"),
    ],
    kinds: { column: t("quality.codebook.column"), statement: t("quality.codebook.statement") },
    column: (name) => {
      const [meaning, values] = columnWords[name];
      return { meaning: t(meaning), values: t(values) };
    },
    dimension: dimensionName(locale),
    statement: (actor, dimension) => t(actorWords[actor], { dimension }),
  };
}
