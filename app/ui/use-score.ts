import { useMemo } from "react";
import { useTranslation } from "react-i18next";

/**
 * A value of the scale or a gap between two, to one decimal, the gap with its sign. Where gaps are compared with each
 * other two decimals let what is shown add up.
 */
export function useScore(decimals: 1 | 2 = 1) {
  const { language } = useTranslation().i18n;
  return useMemo(() => {
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    const plain = new Intl.NumberFormat(language, digits);
    const signed = new Intl.NumberFormat(language, { ...digits, signDisplay: "exceptZero" });
    return { score: (value: number) => plain.format(value), gap: (value: number) => signed.format(value) };
  }, [language, decimals]);
}
