import type { BuyerLanguage } from "../../markets/core/market";

const words: Record<BuyerLanguage, { subject: string; about: string }> = {
  en: { subject: "Your order {order}", about: "This answers your message to {shop} about order {order}." },
  de: {
    subject: "Ihre Bestellung {order}",
    about: "Antwort auf Ihre Nachricht an {shop} zur Bestellung {order}.",
  },
  "pt-BR": {
    subject: "Seu pedido {order}",
    about: "Resposta à sua mensagem para {shop} sobre o pedido {order}.",
  },
  ar: { subject: "طلبك {order}", about: "هذا رد على رسالتك إلى {shop} بخصوص الطلب {order}." },
  es: { subject: "Su pedido {order}", about: "Respuesta a su mensaje a {shop} sobre el pedido {order}." },
  fr: {
    subject: "Votre commande {order}",
    about: "Réponse à votre message à {shop} concernant la commande {order}.",
  },
  ja: {
    subject: "ご注文 {order}",
    about: "ご注文 {order} について {shop} にいただいたメッセージへの返信です。",
  },
  "zh-Hans": { subject: "您的订单 {order}", about: "这是对您就订单 {order} 发给 {shop} 的消息的回复。" },
};

export type ReplyMail = { subject: string; text: string };

/** The mail of a reply: what the person wrote, who they are, and why the buyer gets it, in the buyer's language. */
export function replyMail(
  reply: { text: string; agent: string | null },
  about: { order: string; shop: string; language: BuyerLanguage },
): ReplyMail {
  const { subject, about: reason } = words[about.language];
  // Names come from outside: each is put in as it is, never read as another placeholder.
  const fill = (text: string) =>
    text.replace(/\{(order|shop)\}/g, (_whole, name: string) =>
      name === "order" ? about.order : about.shop,
    );
  const signature = [reply.agent, about.shop].filter(Boolean).join(" · ");
  return {
    subject: oneLine(`${fill(subject)} · ${about.shop}`),
    text: `${reply.text}\n\n-- \n${signature}\n${fill(reason)}\n`,
  };
}

/** Text for a mail's header: one line, of a length that mail programs show. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .trim()
    .slice(0, 200);
}
