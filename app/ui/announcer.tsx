/** Tells a screen reader about a change without moving anything on the screen. */
export function Announcer({ words }: { words: string }) {
  return (
    <div role="status" aria-live="polite" className="Polaris-Text--visuallyHidden">
      {words}
    </div>
  );
}
