import type { Format } from "./format";

type MomentProps = { instant: string; format: Format; now?: string };

/** A point in time: relative when `now` is given, with the exact time on hover. */
export function Moment({ instant, format, now }: MomentProps) {
  const exact = format.moment(instant);
  return (
    <time dateTime={instant} title={now ? exact : undefined}>
      {now ? format.ago(instant, now) : exact}
    </time>
  );
}
