import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { HomeView } from "../queries.server";

type Seen = { total: number; status: HomeView["status"]; lost: boolean };

/**
 * What to read out since the last refresh: a lost or regained connection, new orders, a new status
 * sentence. Numbers that merely tick stay silent.
 */
export function useHomeChanges(view: HomeView, lost: boolean, statusSentence: string): string {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const { total, latest } = view.orders;
  const seen = useRef<Seen>({ total, status: view.status, lost });
  const newest = latest[0]?.name ?? "";

  useEffect(() => {
    const before = seen.current;
    seen.current = { total, status: view.status, lost };
    const said: string[] = [];
    if (lost !== before.lost) said.push(lost ? t("home.announce.lost") : t("home.announce.back"));
    if (total > before.total) {
      said.push(t("home.announce.newOrders", { count: total - before.total, name: newest }));
    }
    if (view.status !== before.status) said.push(statusSentence);
    if (said.length > 0) setWords(said.join(" "));
  }, [total, view.status, lost, newest, statusSentence, t]);

  return words;
}
