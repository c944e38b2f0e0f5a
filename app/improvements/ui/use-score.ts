import { useMemo } from "react";
import { useTranslation } from "react-i18next";

/** A value of the scale, or a difference between two with its sign, to one decimal. */
export function useScore() {
  const { language } = useTranslation().i18n;
  return useMemo(() => {
    const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    const plain = new Intl.NumberFormat(language, digits);
    const signed = new Intl.NumberFormat(language, { ...digits, signDisplay: "exceptZero" });
    // A true minus sign: a hyphen before a digit is easily overlooked.
    const change = (value: number) => signed.format(value).replace("-", "\u2212");
    return { score: (value: number) => plain.format(value), change };
  }, [language]);
}
