import type { AddressInfo } from "node:net";
import type { DatabaseSync } from "node:sqlite";
import { type AddressObject, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

export type Mail = {
  id: number;
  messageId: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string | null;
  receivedAt: string;
};

/** A real SMTP server that keeps what it is given and delivers nothing. */
export async function startMailbox(
  db: DatabaseSync,
  host: string,
  port: number,
): Promise<{ port: number; close: () => Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    onAuth: (_given, _session, done) => done(null, { user: "anyone" }),
    size: 10_000_000,
    onData: (stream, session, done) => {
      simpleParser(stream).then(
        (parsed) => {
          const to = session.envelope.rcptTo.map((one) => one.address);
          const mail: Omit<Mail, "id" | "receivedAt"> = {
            from:
              addressText(parsed.from) ||
              (session.envelope.mailFrom ? session.envelope.mailFrom.address : ""),
            to,
            messageId: parsed.messageId ?? "",
            subject: parsed.subject ?? "",
            text: parsed.text ?? "",
            html: parsed.html || null,
          };
          db.prepare("insert into mail (receivedAt, recipient, document) values (?, ?, ?)").run(
            new Date().toISOString(),
            to.join(" ").toLowerCase(),
            JSON.stringify(mail),
          );
          done();
        },
        (error: unknown) => done(error instanceof Error ? error : new Error("unreadable")),
      );
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((done, fail) => {
    server.server.once("error", fail);
    server.listen(port, host, () => done());
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((done) => server.close(() => done())),
  };
}

/** Mails, newest first. */
export function listMails(db: DatabaseSync, filter: { to?: string | undefined; limit?: number }): Mail[] {
  const rows = db
    .prepare("select * from mail where ?1 is null or instr(recipient, ?1) > 0 order by id desc limit ?2")
    .all(filter.to?.toLowerCase() ?? null, filter.limit ?? 100);
  return rows.map((row) => ({
    id: Number(row.id),
    receivedAt: String(row.receivedAt),
    ...(JSON.parse(String(row.document)) as Omit<Mail, "id" | "receivedAt">),
  }));
}

export function findMail(db: DatabaseSync, id: number): Mail | null {
  const row = db.prepare("select * from mail where id = ?").get(id);
  return row
    ? {
        id,
        receivedAt: String(row.receivedAt),
        ...(JSON.parse(String(row.document)) as Omit<Mail, "id" | "receivedAt">),
      }
    : null;
}

function addressText(address: AddressObject | undefined): string {
  return address?.text ?? "";
}
