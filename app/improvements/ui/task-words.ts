import { useTranslation } from "react-i18next";
import { troubleWords } from "~/locales/parcel-words";
import type { Format } from "~/ui/format";
import type { Task } from "../home-queries.server";
import { verdictWords } from "./words";

type Words = { title: string; note: string | null; button: string };
type TaskOf<Kind extends Task["kind"]> = Extract<Task, { kind: Kind }>;

const ticketWords = {
  "not-arrived": "tickets.kind.notArrived",
  damaged: "tickets.kind.damaged",
  "wrong-item": "tickets.kind.wrongItem",
  customs: "tickets.kind.customs",
  return: "tickets.kind.return",
  other: "tickets.kind.other",
  "low-answer": "tickets.kind.lowAnswer",
} as const satisfies Record<TaskOf<"answer">["ticket"]["kind"], string>;

const clockWords = {
  running: "tickets.clock.running",
  paused: "tickets.clock.paused",
  overdue: "tickets.clock.overdue",
} as const;

const documentWords = {
  licence: "home.task.licence",
  insurance: "home.task.insurance",
} as const satisfies Record<TaskOf<"document">["gate"], string>;

const blockWords = {
  "thank-you": "home.task.blockThankYou",
  "order-status": "home.task.blockOrderStatus",
  "product-page": "home.task.blockProductPage",
} as const satisfies Record<TaskOf<"block">["block"], string>;

/** A task's sentence, what helps, and its button. */
export function useTaskWords(format: Format): (task: Task) => Words {
  const { t } = useTranslation();
  const parcelOf = (orderName: string | null) => orderName ?? t("home.task.unknownOrder");
  return (task) => {
    switch (task.kind) {
      case "answer": {
        const { kind, orderName, left } = task.ticket;
        const title = t("home.task.answer", { kind: t(ticketWords[kind]), order: parcelOf(orderName) });
        const note = t(clockWords[left.state], { span: format.span(left.minutes * 60_000) });
        return { title, note, button: t("home.task.reply") };
      }
      case "work": {
        const note = t("home.task.workNote", { day: format.day(task.since.slice(0, 10)) });
        return { title: t("home.task.work"), note, button: t("home.task.openWork") };
      }
      case "parcel": {
        const [trouble, step] = troubleWords[task.trouble];
        const title = t("home.task.parcel", { order: parcelOf(task.orderName), trouble: t(trouble) });
        return { title, note: t(step), button: t("home.task.openParcel") };
      }
      case "claim": {
        const { carrier, orderName, by } = task;
        const order = parcelOf(orderName);
        const title = t("home.task.claim", { order, day: format.day(by) });
        const note = carrier ? t("home.task.claimFrom", { carrier }) : null;
        return { title, note, button: t("home.task.openClaim") };
      }
      case "document": {
        const { name, gate, until } = task;
        const title = t(documentWords[gate], { provider: name, day: format.day(until) });
        return { title, note: t("home.task.documentNote"), button: t("home.task.openProvider") };
      }
      case "vet": {
        const { name, sent } = task;
        const title = t("home.task.vet", { provider: name });
        return { title, note: t("home.task.vetNote", { count: sent }), button: t("home.task.review") };
      }
      case "verdict": {
        const { step, says } = task;
        const title = t("home.task.verdict", { step });
        return { title, note: t(verdictWords[says].name), button: t("home.openAction") };
      }
      case "block": {
        const note = t("home.task.blockNote", { day: format.day(task.since.slice(0, 10)) });
        return { title: t(blockWords[task.block]), note, button: t("home.task.openEditor") };
      }
      case "offer":
        return {
          title: t("home.task.offer"),
          note: t("home.task.offerNote"),
          button: t("home.task.addOption"),
        };
    }
  };
}
