import { BlockStack, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { type Channel, channelKinds } from "../core/market";
import type { FieldProps } from "./market-form";

const channelWords = {
  email: "markets.channels.email",
  chat: "markets.channels.chat",
  phone: "markets.channels.phone",
  whatsapp: "markets.channels.whatsapp",
} as const satisfies Record<Channel["kind"], string>;

/** How this market's buyers reach support; the ones left empty are not shown to them. */
export function ChannelFields({ page, fields, change, errorOf }: FieldProps) {
  const { t } = useTranslation();
  return (
    <BlockStack gap="400">
      {channelKinds.map((kind) => (
        <TextField
          key={kind}
          name={kind}
          label={t(channelWords[kind])}
          autoComplete="off"
          disabled={!page.mayEdit}
          placeholder={page.inForce.channels.find((one) => one.kind === kind)?.value}
          value={fields[kind]}
          error={errorOf(kind)}
          onChange={(value) => change({ [kind]: value })}
        />
      ))}
    </BlockStack>
  );
}
