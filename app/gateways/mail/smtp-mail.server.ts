import { createTransport } from "nodemailer";

/** Longest time for one mail from connecting to the server's word, in milliseconds. */
const deadlineMs = 20_000;

export type Mail = {
  /** Made from our own id of the message, so that a mail that left twice can be told. */
  messageId: string;
  fromName: string;
  /** One address; a mail has one reader. */
  to: string;
  replyTo: string | null;
  subject: string;
  /** Plain text. */
  text: string;
};

/** `refused`: the server will not take this mail, now or later · `unavailable`: it may later, or may have taken it. */
export type MailAnswer = { ok: true } | { ok: false; problem: "refused" | "unavailable" };

export type MailGateway = {
  /** False where no server is configured: then nothing can leave. */
  configured: boolean;
  send(mail: Mail): Promise<MailAnswer>;
};

const address = /^[^\s@<>"(),;:\\]{1,64}@[A-Za-z0-9.-]{1,253}$/;

/** Whether a text is one plain e-mail address, without a name, a comment or a second address in it. */
export function isAddress(text: string): boolean {
  return address.test(text) && !/[\p{Cc}]/u.test(text);
}

/** Sends through one SMTP server. Every field is given as data, never as part of a header's line. */
export function smtpMail(settings: { url: string; from: string } | null): MailGateway {
  if (!settings) return { configured: false, send: async () => ({ ok: false, problem: "unavailable" }) };
  const limits = {
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 10_000,
    dnsTimeout: 5_000,
  };
  return {
    configured: true,
    async send(mail) {
      if (!isAddress(mail.to) || (mail.replyTo && !isAddress(mail.replyTo)))
        return { ok: false, problem: "refused" };
      // What a mail names is never read from a file or fetched.
      const transport = createTransport({
        url: settings.url,
        ...limits,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<"late">((done) => {
        timer = setTimeout(() => done("late"), deadlineMs);
      });
      try {
        const sent = transport.sendMail({
          messageId: `<${mail.messageId}@${settings.from.split("@")[1] ?? "localhost"}>`,
          from: { name: mail.fromName, address: settings.from },
          to: { name: "", address: mail.to },
          ...(mail.replyTo && { replyTo: { name: mail.fromName, address: mail.replyTo } }),
          subject: mail.subject,
          text: mail.text,
        });
        const answer = await Promise.race([sent, late]);
        if (answer === "late") {
          sent.catch(() => undefined);
          return { ok: false, problem: "unavailable" };
        }
        return { ok: true };
      } catch (error) {
        const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
        // 5xx about the addresses or the text is the server's last word (RFC 5321 §4.2.1). About the log-in or the
        // connection it is not about this mail, which may pass later.
        const aboutMail = code === "EENVELOPE" || code === "EMESSAGE";
        const final = aboutMail && typeof responseCode === "number" && responseCode >= 500;
        return { ok: false, problem: final ? "refused" : "unavailable" };
      } finally {
        clearTimeout(timer);
        transport.close();
      }
    },
  };
}
