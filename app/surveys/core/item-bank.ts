/** The five dimensions of Parasuraman, Zeithaml and Berry (1988), as a frame for reporting. */
export const dimensions = ["tangibles", "reliability", "responsiveness", "assurance", "empathy"] as const;
export type Dimension = (typeof dimensions)[number];

/** Who can change what a statement is about. A shop's statements stay out of a provider's rating. */
export type Actor = "shop" | "provider";

export type Item = {
  id: string;
  dimension: Dimension;
  actor: Actor;
  /** Whether the statement may be about something this buyer never met, such as a question they did not ask. */
  mayNotApply: boolean;
};

/**
 * The bank in use. A change of statements or of their wording is a new version with its own words; answers of two
 * versions are never paired. The standard is predictive: what this buyer expects of this order, not of an ideal.
 */
export const currentVersion = "delivery-1";

/** 1 = do not agree at all, 7 = fully agree. */
export const scale = { lowest: 1, highest: 7 } as const;

/** A felt value up to this one calls for a person. */
export const lowFelt = 2;

const item = (id: string, dimension: Dimension, actor: Actor, mayNotApply = false): Item => ({
  id,
  dimension,
  actor,
  mayNotApply,
});

/**
 * 22 statements of our own wording: 4, 5, 4, 4 and 5 per dimension as in the 1988 and 1991 instruments, their content
 * after the logistics service quality scale (Mentzer, Flint and Hult 2001). Not validated: no reliability and no factor
 * structure is claimed for them.
 */
export const items: readonly Item[] = [
  item("T1", "tangibles", "shop"),
  item("T2", "tangibles", "provider", true),
  item("T3", "tangibles", "shop"),
  item("T4", "tangibles", "provider", true),
  item("R1", "reliability", "provider"),
  item("R2", "reliability", "shop"),
  item("R3", "reliability", "provider"),
  item("R4", "reliability", "provider", true),
  item("R5", "reliability", "shop"),
  item("S1", "responsiveness", "provider"),
  item("S2", "responsiveness", "provider"),
  item("S3", "responsiveness", "shop", true),
  item("S4", "responsiveness", "provider", true),
  item("A1", "assurance", "provider"),
  item("A2", "assurance", "provider"),
  item("A3", "assurance", "provider", true),
  item("A4", "assurance", "shop", true),
  item("E1", "empathy", "provider"),
  item("E2", "empathy", "shop"),
  item("E3", "empathy", "provider", true),
  item("E4", "empathy", "provider"),
  item("E5", "empathy", "shop", true),
];

const byId = new Map(items.map((one) => [one.id, one]));

/** The statement of an id, if the bank has it. */
export function findItem(id: string): Item | undefined {
  return byId.get(id);
}

/** A dimension's statements in their usual order. */
export function itemsOf(dimension: Dimension): readonly Item[] {
  return items.filter((one) => one.dimension === dimension);
}
