import { useTranslation } from "react-i18next";

/** Names of a market and provider as pages show them; a name that is gone, the rest of the world and all of them have words. */
export function usePlaceWords() {
  const { t } = useTranslation();
  return {
    market: (id: string | null, name: string | null) => {
      if (name !== null) return name;
      if (id === null) return t("quality.allMarkets");
      return id === "default" ? t("markets.everywhereElse") : t("quality.goneMarket");
    },
    /** `id` as addresses write it. */
    provider: (id: string | null, name: string | null) => {
      if (name !== null) return name;
      if (id === null) return t("quality.allProviders");
      return id === "unknown" ? t("quality.unknownProvider") : t("quality.goneProvider");
    },
  };
}
