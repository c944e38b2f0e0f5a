import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { createFormat, type Format } from "./format";

/** Formatters in the reader's language and the shop's time zone. */
export function useFormat(timeZone: string): Format {
  const { i18n } = useTranslation();
  return useMemo(() => createFormat(i18n.language, timeZone), [i18n.language, timeZone]);
}
