import { Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import type { ClaimDue } from "../queries.server";
import { useDaysLeft } from "./claim";

/** Parcels whose claim ends soon, the first on top. */
export function ClaimsDue({ claims, format }: { claims: ClaimDue[]; format: Format }) {
  const { t } = useTranslation();
  const left = useDaysLeft();
  return (
    <ul className="fl-list">
      {claims.map((claim) => (
        <li key={claim.parcelId}>
          <div className="fl-row">
            <Text as="span" fontWeight="semibold">
              <Link url={`/app/parcels/${claim.parcelId}`} monochrome removeUnderline>
                {claim.orderName ?? t("parcels.orderUnknown")}
              </Link>
            </Text>
            <Text as="span" tone={claim.daysLeft <= 2 ? "caution" : "subdued"}>
              {left(claim.daysLeft)}
            </Text>
          </div>
          <div className="fl-row">
            <Text as="span" tone="subdued">
              {t("parcels.claim.by", { day: format.day(claim.by) })}
            </Text>
            <Text as="span" tone="subdued">
              {claim.carrier}
            </Text>
          </div>
        </li>
      ))}
    </ul>
  );
}
