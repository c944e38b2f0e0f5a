import { Link, Text, UnstyledLink } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import type { HomeView } from "../home-queries.server";

type StepProps = {
  name: string;
  value: string;
  /** What the number counts. */
  words: string;
  note?: string | null;
  alarming?: boolean;
  to: string;
  beside?: { words: string; to: string };
};

/** One of the five: its number is the link to the page that explains it. */
function Step({ name, value, words, note = null, alarming = false, to, beside }: StepProps) {
  return (
    <li>
      <UnstyledLink url={to} className="fl-loop-step">
        <span className="fl-loop-name">{name}</span>
        <span className="fl-loop-value">{value}</span>
        <span className="fl-loop-words">{words}</span>
        <span className={alarming ? "fl-loop-note fl-loop-note-alarming" : "fl-loop-note"}>{note}</span>
      </UnstyledLink>
      {beside ? (
        <span className="fl-loop-beside">
          <Link url={beside.to}>{beside.words}</Link>
        </span>
      ) : null}
    </li>
  );
}

/** The loop as five live numbers, in the order a shop goes round it. */
export function Loop({ loop, format }: { loop: HomeView["loop"]; format: Format }) {
  const { t } = useTranslation();
  const { vet, offer, follow, ask, act } = loop;
  const of = (part: number, whole: number) =>
    whole === 0
      ? format.count(0)
      : t("home.loop.of", { part: format.count(part), whole: format.count(whole) });
  return (
    <section aria-labelledby="loop">
      <Text as="h2" variant="headingMd" id="loop">
        {t("home.loop.heading")}
      </Text>
      <ol className="fl-loop">
        <Step
          name={t("home.loop.vet")}
          value={of(vet.cleared, vet.providers)}
          words={t("home.loop.cleared")}
          note={vet.unvetted > 0 ? t("home.loop.unvetted", { count: vet.unvetted }) : null}
          to="/app/providers"
        />
        <Step
          name={t("home.loop.offer")}
          value={of(offer.offered, offer.options)}
          words={t("home.loop.offered")}
          note={
            offer.options > offer.offered
              ? t("home.loop.hidden", { count: offer.options - offer.offered })
              : null
          }
          to="/app/shipping"
        />
        <Step
          name={t("home.loop.follow")}
          value={format.count(follow.underWay)}
          words={t("home.loop.underWay", { count: follow.underWay })}
          note={follow.inTrouble > 0 ? t("home.loop.inTrouble", { count: follow.inTrouble }) : null}
          alarming
          to="/app/parcels"
        />
        <Step
          name={t("home.loop.ask")}
          value={format.count(ask.perceptions)}
          words={t("home.loop.answered", { count: ask.perceptions, days: ask.days })}
          note={t("home.loop.expected", { count: ask.expectations })}
          to="/app/quality"
        />
        <Step
          name={t("home.loop.act")}
          value={format.count(act.waiting)}
          words={t("home.loop.waiting", { count: act.waiting })}
          note={act.overdue > 0 ? t("home.loop.overdue", { count: act.overdue }) : null}
          alarming
          to="/app/inbox"
          beside={{ words: t("home.loop.actions", { count: act.running }), to: "/app/actions" }}
        />
      </ol>
    </section>
  );
}
