import type { ReactNode } from "react";

/** A row of live numbers, two per line on a phone. */
export function Figures({ five = false, children }: { five?: boolean; children: ReactNode }) {
  return <dl className={five ? "fl-figures fl-figures-five" : "fl-figures"}>{children}</dl>;
}

type FigureProps = { label: string; value: string; note?: ReactNode; words?: boolean };

/**
 * One number with its name; `words` makes room for a value that is a phrase. A note that comes and
 * goes is null while it is gone, which keeps its line.
 */
export function Figure({ label, value, note, words = false }: FigureProps) {
  return (
    <div className="fl-figure">
      <dt>{label}</dt>
      <dd className={words ? "fl-figure-value fl-figure-value-words" : "fl-figure-value"}>{value}</dd>
      {note === undefined ? null : <dd className="fl-figure-note">{note}</dd>}
    </div>
  );
}
