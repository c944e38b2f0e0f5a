import type { Draft } from "../core/service-form";

/** What every part of the service's form is given. */
export type DraftProps = {
  draft: Draft;
  change: (change: Partial<Draft>) => void;
  /** The words for what is wrong with the field at this path. */
  errorOf: (path: string) => string | undefined;
};
