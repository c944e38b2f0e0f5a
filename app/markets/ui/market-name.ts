import { useTranslation } from "react-i18next";
import { defaultMarketId } from "../core/market";

/** A market's name as the store has it, and words for the one that stands for all other countries. */
export function useMarketName() {
  const { t } = useTranslation();
  return ({ id, name }: { id: string; name: string }) =>
    id === defaultMarketId ? t("markets.everywhereElse") : name;
}
