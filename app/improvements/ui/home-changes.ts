import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { HomeView } from "../home-queries.server";

type Seen = { total: number; sentence: string; lost: boolean };

/**
 * What to read out since the last refresh: a lost or regained connection, new orders, another first
 * sentence. Numbers that merely tick stay silent.
 */
export function useHomeChanges(store: HomeView["store"], lost: boolean, sentence: string): string {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const { total, latest } = store.orders;
  const seen = useRef<Seen>({ total, sentence, lost });
  const newest = latest[0]?.name ?? "";
  const readingPast = store.backfill !== null;

  useEffect(() => {
    const before = seen.current;
    seen.current = { total, sentence, lost };
    const said: string[] = [];
    if (lost !== before.lost) said.push(lost ? t("home.announce.lost") : t("home.announce.back"));
    // What is read of the past is no news; its bar tells.
    if (total > before.total && !readingPast) {
      said.push(t("home.announce.newOrders", { count: total - before.total, name: newest }));
    }
    if (sentence !== before.sentence) said.push(sentence);
    if (said.length > 0) setWords(said.join(" "));
  }, [total, lost, newest, readingPast, sentence, t]);

  return words;
}
