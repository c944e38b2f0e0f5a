import { BlockStack, Button, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import type { Task } from "../home-queries.server";
import { useTaskWords } from "./task-words";

/** Today's tasks, most urgent first, each with the one button that begins it. */
export function Tasks({ tasks, format }: { tasks: Task[]; format: Format }) {
  const { t } = useTranslation();
  const wordsOf = useTaskWords(format);
  return (
    <section aria-labelledby="tasks">
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd" id="tasks">
            {t("home.task.heading")}
          </Text>
          {tasks.length === 0 ? (
            <Text as="p" tone="subdued">
              {t("home.task.none")}
            </Text>
          ) : (
            <ol className="fl-list fl-list-bare">
              {tasks.map((task, at) => {
                const { title, note, button } = wordsOf(task);
                return (
                  <li key={`${task.kind} ${task.to}`} className="fl-task">
                    <BlockStack gap="050">
                      <Text as="p" fontWeight="semibold">
                        {title}
                      </Text>
                      {note ? (
                        <Text as="p" tone="subdued">
                          {note}
                        </Text>
                      ) : null}
                    </BlockStack>
                    <Button
                      variant={at === 0 ? "primary" : "secondary"}
                      url={task.to}
                      accessibilityLabel={`${button}: ${title}`}
                    >
                      {button}
                    </Button>
                  </li>
                );
              })}
            </ol>
          )}
        </BlockStack>
      </Card>
    </section>
  );
}
