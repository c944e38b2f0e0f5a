/** Space beside text that stands outside a card: on a phone cards touch the screen's edge, text must not. */
export const pageEdge = { xs: "400", sm: "0" } as const;
