import { Badge, BlockStack, InlineStack, Text } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import type { teamPage } from "../queries.server";
import { RoleForm } from "./role-form";
import { roleWords } from "./role-words";

type TeamPage = Awaited<ReturnType<typeof teamPage>>;
type Member = TeamPage["team"][number];

type TeamRowProps = {
  member: Member;
  format: Format;
  now: string;
  mayChange: boolean;
  editing: string | null;
  onEditing: (subject: string, editing: boolean) => void;
};

function MemberName({ member, format, now }: Pick<TeamRowProps, "member" | "format" | "now">) {
  const { t } = useTranslation();
  return (
    <div>
      <InlineStack gap="200" blockAlign="center">
        <Text as="span" fontWeight="semibold" breakWord>
          {member.displayName ?? t("team.unnamed")}
        </Text>
        {member.you ? <Badge>{t("team.you")}</Badge> : null}
      </InlineStack>
      <Text as="p" tone="subdued" variant="bodySm">
        {t("team.lastSeen", { ago: format.ago(member.lastSeenAt, now) })}
      </Text>
      {member.displayName ? null : (
        <Text as="p" tone="subdued" variant="bodySm">
          {t("team.number", { subject: member.subject })}
        </Text>
      )}
    </div>
  );
}

function TeamRow({ member, format, now, mayChange, editing, onEditing }: TeamRowProps) {
  const { t } = useTranslation();
  const { subject, role } = member;
  const report = useCallback((active: boolean) => onEditing(subject, active), [onEditing, subject]);
  const words = roleWords.find((candidate) => candidate.role === role);
  return (
    <li className="fl-row">
      <MemberName member={member} format={format} now={now} />
      {mayChange ? (
        <RoleForm
          key={role}
          subject={subject}
          name={member.displayName ?? t("team.number", { subject })}
          role={role}
          locked={editing !== null && editing !== subject}
          onEditing={report}
        />
      ) : (
        <Text as="span">{words ? t(words.name) : role}</Text>
      )}
    </li>
  );
}

/** Who uses Fairlead here and in which role; an owner changes roles in place, one at a time. */
export function Team({ page, format, now }: { page: TeamPage; format: Format; now: string }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<string | null>(null);
  const onEditing = useCallback((subject: string, active: boolean) => {
    setEditing((current) => (active ? subject : current === subject ? null : current));
  }, []);
  return (
    <BlockStack gap="300">
      <ul className="fl-list fl-list-bare">
        {page.team.map((member) => (
          <TeamRow
            key={member.subject}
            member={member}
            format={format}
            now={now}
            mayChange={page.mayChangeRoles}
            editing={editing}
            onEditing={onEditing}
          />
        ))}
      </ul>
      {page.mayChangeRoles ? null : (
        <Text as="p" tone="subdued">
          {t("team.onlyOwners")}
        </Text>
      )}
    </BlockStack>
  );
}
