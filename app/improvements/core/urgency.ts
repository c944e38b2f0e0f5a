/** What a day can ask of somebody, in the order in which equally urgent ones are done: a waiting person first. */
export const taskKinds = [
  "answer",
  "work",
  "claim",
  "parcel",
  "block",
  "document",
  "verdict",
  "vet",
  "offer",
] as const;
export type TaskKind = (typeof taskKinds)[number];

/** `dueAt`: when it should be done; null where nothing is lost by waiting. */
export type Due = { kind: TaskKind; dueAt: Date | null };

const hour = 3_600_000;
/**
 * Ends of the spans within which two tasks are equally urgent. What has long been overdue is not more urgent than what
 * must be done within the hour, or old neglect would hide everything new.
 */
const spans = [hour, 24 * hour, 3 * 24 * hour, 7 * 24 * hour];

function spanOf({ dueAt }: Due, now: Date): number {
  if (dueAt === null) return spans.length + 1;
  const left = dueAt.getTime() - now.getTime();
  const at = spans.findIndex((end) => left <= end);
  return at === -1 ? spans.length : at;
}

/** The tasks by urgency: by the span they are due in, then by kind, then by the time itself. */
export function byUrgency<Task extends Due>(tasks: readonly Task[], now: Date): Task[] {
  const time = ({ dueAt }: Due) => dueAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return tasks.toSorted(
    (a, b) =>
      spanOf(a, now) - spanOf(b, now) ||
      taskKinds.indexOf(a.kind) - taskKinds.indexOf(b.kind) ||
      (time(a) < time(b) ? -1 : 1),
  );
}
