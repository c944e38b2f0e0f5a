import { useFetcher, useNavigate } from "@remix-run/react";
import {
  BlockStack,
  Button,
  DropZone,
  InlineError,
  InlineStack,
  Link,
  ProgressBar,
  Text,
} from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "~/ui/use-format";
import { largestFile } from "../core/import-state";
import type { HistoryPage } from "../import-queries.server";
import { type HistoryAnswer, type PieceAnswer, pieceProblems } from "./history-words";
import { sendFile } from "./send-file";

const here = "/app/providers/history";
const megabytes = (bytes: number) => bytes / 1_048_576;

type Arriving = NonNullable<HistoryPage["arriving"]>;

/** What has arrived of a file whose sending was broken off, and the way to give it up. */
function BrokenOff({ arriving }: { arriving: Arriving }) {
  const { t } = useTranslation();
  const format = useFormat("UTC");
  const fetcher = useFetcher<HistoryAnswer>();
  const { id, fileName, received, fileBytes } = arriving;
  return (
    <BlockStack gap="200">
      <Text as="p">
        {t("history.upload.brokenOff", {
          fileName,
          received: format.decimal(megabytes(received)),
          whole: format.decimal(megabytes(fileBytes)),
        })}
      </Text>
      <InlineStack>
        <Button onClick={() => fetcher.submit({ intent: "discard", id }, { method: "post", action: here })}>
          {t("history.discard")}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}

/** Takes a file in from the person's disk; a sending that was broken off goes on where it was. */
export function HistoryUpload({ arriving }: { arriving: Arriving | null }) {
  const { t } = useTranslation();
  const format = useFormat("UTC");
  const navigate = useNavigate();
  const [sent, setSent] = useState<{ received: number; of: number } | null>(null);
  const [problem, setProblem] = useState<Extract<PieceAnswer, { ok: false }>["problem"] | null>(null);

  async function take(file: File | undefined): Promise<void> {
    if (!file || sent) return;
    if (file.size === 0) return setProblem("empty-file");
    if (file.size > largestFile) return setProblem("too-large");
    const same = arriving?.fileName === file.name && arriving.fileBytes === file.size ? arriving : null;
    const id = same?.id ?? crypto.randomUUID();
    const from = same?.received ?? 0;
    setProblem(null);
    setSent({ received: from, of: file.size });
    const answer = await sendFile({ id, file }, from, (received) => setSent({ received, of: file.size }));
    setSent(null);
    if (answer.ok) navigate(`${here}?id=${id}`);
    else setProblem(answer.problem);
  }

  const share = sent ? sent.received / sent.of : 0;
  return (
    <BlockStack gap="300">
      {arriving && !sent ? <BrokenOff arriving={arriving} /> : null}
      {sent ? (
        <BlockStack gap="200">
          <Text as="p" id="upload-progress">
            {t("history.upload.sending", { share: format.percent(share) })}
          </Text>
          <ProgressBar progress={Math.round(share * 100)} ariaLabelledBy="upload-progress" />
        </BlockStack>
      ) : (
        <DropZone
          label={t("history.upload.label")}
          allowMultiple={false}
          onDrop={(files) => void take(files[0])}
          variableHeight
        >
          <DropZone.FileUpload
            actionTitle={t("history.upload.choose")}
            actionHint={t("history.upload.hint")}
          />
        </DropZone>
      )}
      {problem ? <InlineError fieldID="history-upload" message={t(pieceProblems[problem])} /> : null}
      <Text as="p" tone="subdued">
        {t("history.upload.sample")}{" "}
        <Link url="/samples/past-shipments.csv" target="_blank" removeUnderline={false}>
          {t("history.upload.sampleLink")}
        </Link>
      </Text>
    </BlockStack>
  );
}
