import type { Country } from "./cast.ts";

/** What buyers write and what they are answered, in the country's language. */
type Exchange = { asks: string[]; answers: string[] };

export const locales: Record<Country, string> = { DE: "de", BR: "pt-BR", AE: "en", SA: "ar" };

export const exchanges: Record<Country, { "not-arrived": Exchange; customs: Exchange; damaged: Exchange }> = {
  DE: {
    "not-arrived": {
      asks: [
        "Meine Bestellung sollte schon da sein. Wo ist sie?",
        "Die Sendungsverfolgung bewegt sich seit Tagen nicht. Können Sie nachsehen?",
      ],
      answers: [
        "Vielen Dank für Ihre Nachricht. Das Paket hat einen Anschlussflug verpasst und ist jetzt wieder unterwegs. Wir sehen morgen noch einmal nach und melden uns.",
      ],
    },
    customs: {
      asks: ["Muss ich beim Zoll noch etwas bezahlen?"],
      answers: ["Nein, alle Abgaben sind bezahlt. Sie müssen nichts tun."],
    },
    damaged: {
      asks: ["Der Karton kam eingedrückt an, die Lampe hat einen Kratzer."],
      answers: ["Das tut uns leid. Wir schicken Ihnen morgen Ersatz; die erste Lampe dürfen Sie behalten."],
    },
  },
  BR: {
    "not-arrived": {
      asks: [
        "Meu pedido já deveria ter chegado. Onde ele está?",
        "O rastreio não muda há uma semana. O que aconteceu?",
      ],
      answers: [
        "Obrigado por escrever. O pacote está na alfândega, aguardando conferência. Pedimos a liberação hoje e voltamos a escrever assim que ele sair.",
      ],
    },
    customs: {
      asks: ["O rastreio diz que o pacote está parado na alfândega. Preciso pagar alguma coisa?"],
      answers: [
        "Ainda não sabemos se haverá cobrança. Perguntamos à transportadora e respondemos até amanhã.",
      ],
    },
    damaged: {
      asks: ["A caixa chegou molhada e uma peça quebrou."],
      answers: ["Sentimos muito. Enviamos uma peça nova amanhã, sem custo."],
    },
  },
  AE: {
    "not-arrived": {
      asks: ["My order was due days ago and there is no tracking. Where is it?"],
      answers: [
        "Thank you for writing. We have asked the carrier's depot and will tell you the day by tomorrow.",
      ],
    },
    customs: {
      asks: ["The courier asked me for a fee at the door. Is that right?"],
      answers: ["No, we have paid all duties. Please refuse the fee; we are calling the carrier now."],
    },
    damaged: {
      asks: ["One cup of the set arrived broken."],
      answers: ["We are sorry. A new cup leaves tomorrow, at no cost."],
    },
  },
  SA: {
    "not-arrived": {
      asks: ["طلبي تأخر ولا يوجد أي تتبّع. أين هو؟", "تجاوز الطلب الموعد المحدد. متى يصل؟"],
      answers: ["شكرًا لرسالتك. سألنا مستودع شركة الشحن وسنخبرك باليوم المحدد غدًا."],
    },
    customs: {
      asks: ["طلب مني المندوب رسومًا عند الباب. هل هذا صحيح؟"],
      answers: ["لا، لقد دفعنا جميع الرسوم. لا تدفع شيئًا، ونحن نتواصل مع شركة الشحن الآن."],
    },
    damaged: {
      asks: ["وصلت العلبة مبللة والمصباح مخدوش."],
      answers: ["نعتذر عن ذلك. سنرسل بديلاً غدًا دون أي تكلفة."],
    },
  },
};

/** The answer to a buyer whose survey answer was low. */
export const afterLowAnswer: Record<Country, string> = {
  DE: "Danke für Ihre offene Antwort. Wir haben nachgesehen, woran es lag, und mit der Spedition gesprochen. Wenn noch etwas fehlt, antworten Sie einfach.",
  BR: "Obrigado pela sua resposta sincera. Verificamos o que aconteceu e falamos com a transportadora. Se ainda faltar algo, é só responder.",
  AE: "Thank you for your frank answer. We looked into what happened and spoke to the carrier. If anything is still missing, just reply.",
  SA: "شكرًا لإجابتك الصريحة. راجعنا ما حدث وتحدثنا مع شركة الشحن. إن كان هناك ما ينقص، يكفي أن ترد على هذه الرسالة.",
};
