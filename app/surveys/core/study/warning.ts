/** Why a row, a cell or a figure is not what it could be. New codes may be added; none changes its meaning. */
export type WarningCode =
  | "unknown_column"
  | "too_many_cells"
  | "respondent_missing"
  | "item_missing"
  | "item_unknown"
  | "not_a_number"
  | "out_of_range"
  | "duplicate"
  | "fractional_answers"
  | "importance_invalid"
  | "importance_inconsistent"
  | "importance_sum_zero"
  | "importance_incomplete"
  | "several_providers"
  | "several_markets"
  | "several_groups"
  | "provider_missing"
  | "no_answers"
  | "item_without_pairs"
  | "dimension_without_pairs"
  | "few_answers_per_item"
  | "paired_differs"
  | "weights_normalised"
  | "unknown_field"
  | "published_inconsistent"
  | "published_differs";

/** `line` counts from 1 and is the row's last where a cell holds line breaks; `column` is the heading. */
export type StudyWarning = {
  code: WarningCode;
  line?: number;
  column?: string;
  respondent?: string;
  item?: string;
  dimension?: string;
  count?: number;
  message: string;
};

/** A file no report can be made of, in one sentence for whoever brought it. */
export class StudyRefused extends Error {}
