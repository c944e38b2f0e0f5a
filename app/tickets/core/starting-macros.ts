import { type BuyerLanguage, buyerLanguages } from "../../markets/core/market";

type Wording = { title: string; body: string };

const onItsWay: Record<BuyerLanguage, Wording> = {
  en: {
    title: "Where is my parcel",
    body: "Hello {{customer.first_name}},\n\nyour order {{order.name}} is with {{carrier.name}} and should reach you by {{promise.by}}. We keep an eye on it and write to you if that changes.\n\n{{agent.first_name}}",
  },
  de: {
    title: "Wo ist mein Paket",
    body: "Hallo {{customer.first_name}},\n\nIhre Bestellung {{order.name}} ist bei {{carrier.name}} und sollte bis {{promise.by}} bei Ihnen sein. Wir behalten sie im Blick und schreiben Ihnen, falls sich das ändert.\n\n{{agent.first_name}}",
  },
  "pt-BR": {
    title: "Onde está meu pacote",
    body: "Olá {{customer.first_name}},\n\nseu pedido {{order.name}} está com {{carrier.name}} e deve chegar até {{promise.by}}. Estamos acompanhando e avisamos se isso mudar.\n\n{{agent.first_name}}",
  },
  ar: {
    title: "أين طردي",
    body: "مرحبًا {{customer.first_name}}،\n\nطلبك {{order.name}} لدى {{carrier.name}} ومن المتوقع أن يصل في موعد أقصاه {{promise.by}}. نتابعه وسنكتب إليك إذا تغيّر ذلك.\n\n{{agent.first_name}}",
  },
  es: {
    title: "Dónde está mi paquete",
    body: "Hola {{customer.first_name}}:\n\nSu pedido {{order.name}} está con {{carrier.name}} y debería llegar a más tardar el {{promise.by}}. Lo seguimos de cerca y le escribiremos si algo cambia.\n\n{{agent.first_name}}",
  },
  fr: {
    title: "Où est mon colis",
    body: "Bonjour {{customer.first_name}},\n\nvotre commande {{order.name}} est chez {{carrier.name}} et devrait arriver au plus tard le {{promise.by}}. Nous la suivons et vous écrirons si cela change.\n\n{{agent.first_name}}",
  },
  ja: {
    title: "荷物の現在地",
    body: "{{customer.first_name}} 様\n\nご注文 {{order.name}} は {{carrier.name}} がお預かりしており、{{promise.by}} までにお届けの予定です。変更があればご連絡いたします。\n\n{{agent.first_name}}",
  },
  "zh-Hans": {
    title: "我的包裹在哪里",
    body: "{{customer.first_name}},您好!\n\n您的订单 {{order.name}} 正由 {{carrier.name}} 运送,预计最晚 {{promise.by}} 送达。我们会持续关注,如有变化会及时告知您。\n\n{{agent.first_name}}",
  },
};

const lookingInto: Record<BuyerLanguage, Wording> = {
  en: {
    title: "It is late, we ask the carrier",
    body: "Hello {{customer.first_name}},\n\nyour order {{order.name}} has not reached you when it should have. We are sorry. We have asked {{carrier.name}} where it is and write to you again within one working day, whatever they answer.\n\n{{agent.first_name}}",
  },
  de: {
    title: "Verspätet, wir fragen nach",
    body: "Hallo {{customer.first_name}},\n\nIhre Bestellung {{order.name}} ist nicht rechtzeitig angekommen. Das tut uns leid. Wir haben bei {{carrier.name}} nachgefragt und schreiben Ihnen innerhalb eines Werktags wieder, wie auch immer die Antwort ausfällt.\n\n{{agent.first_name}}",
  },
  "pt-BR": {
    title: "Atrasado, consultamos a transportadora",
    body: "Olá {{customer.first_name}},\n\nseu pedido {{order.name}} não chegou no prazo. Pedimos desculpas. Já perguntamos à {{carrier.name}} onde ele está e escrevemos novamente em até um dia útil, seja qual for a resposta.\n\n{{agent.first_name}}",
  },
  ar: {
    title: "متأخر، نسأل شركة الشحن",
    body: "مرحبًا {{customer.first_name}}،\n\nلم يصل طلبك {{order.name}} في موعده، ونعتذر عن ذلك. سألنا {{carrier.name}} عن مكانه وسنكتب إليك مرة أخرى خلال يوم عمل واحد أيًا كان الرد.\n\n{{agent.first_name}}",
  },
  es: {
    title: "Va con retraso, preguntamos al transportista",
    body: "Hola {{customer.first_name}}:\n\nSu pedido {{order.name}} no llegó a tiempo. Lo sentimos. Hemos preguntado a {{carrier.name}} dónde está y le escribiremos de nuevo en un día laborable, sea cual sea la respuesta.\n\n{{agent.first_name}}",
  },
  fr: {
    title: "En retard, nous interrogeons le transporteur",
    body: "Bonjour {{customer.first_name}},\n\nvotre commande {{order.name}} n'est pas arrivée à temps. Nous en sommes désolés. Nous avons demandé à {{carrier.name}} où elle se trouve et vous réécrirons sous un jour ouvré, quelle que soit la réponse.\n\n{{agent.first_name}}",
  },
  ja: {
    title: "遅延のため配送会社に確認中",
    body: "{{customer.first_name}} 様\n\nご注文 {{order.name}} のお届けが遅れており、申し訳ございません。{{carrier.name}} に状況を確認しております。回答の内容にかかわらず、1 営業日以内に改めてご連絡いたします。\n\n{{agent.first_name}}",
  },
  "zh-Hans": {
    title: "已延误,正在询问承运商",
    body: "{{customer.first_name}},您好!\n\n您的订单 {{order.name}} 未能按时送达,非常抱歉。我们已向 {{carrier.name}} 询问包裹的位置,无论对方如何答复,都会在一个工作日内再次告知您。\n\n{{agent.first_name}}",
  },
};

const showDamage: Record<BuyerLanguage, Wording> = {
  en: {
    title: "Damaged or wrong: ask for a photo",
    body: "Hello {{customer.first_name}},\n\nwe are sorry that something is wrong with your order {{order.name}}. Please tell us which item it is and, if you can, send a photo of it and of the packaging. You need not send anything back before you hear from us.\n\n{{agent.first_name}}",
  },
  de: {
    title: "Beschädigt oder falsch: um ein Foto bitten",
    body: "Hallo {{customer.first_name}},\n\nes tut uns leid, dass mit Ihrer Bestellung {{order.name}} etwas nicht stimmt. Bitte schreiben Sie uns, um welchen Artikel es geht, und schicken Sie, wenn möglich, ein Foto davon und von der Verpackung. Sie müssen nichts zurücksenden, bevor Sie von uns hören.\n\n{{agent.first_name}}",
  },
  "pt-BR": {
    title: "Danificado ou errado: pedir uma foto",
    body: "Olá {{customer.first_name}},\n\nlamentamos que haja algo errado com seu pedido {{order.name}}. Diga-nos qual é o item e, se puder, envie uma foto dele e da embalagem. Não é preciso devolver nada antes da nossa resposta.\n\n{{agent.first_name}}",
  },
  ar: {
    title: "تالف أو خاطئ: نطلب صورة",
    body: "مرحبًا {{customer.first_name}}،\n\nنأسف لوجود مشكلة في طلبك {{order.name}}. أخبرنا من فضلك بالمنتج المقصود، وإن أمكن أرسل صورة له وللتغليف. لا حاجة إلى إرجاع أي شيء قبل أن نرد عليك.\n\n{{agent.first_name}}",
  },
  es: {
    title: "Dañado o equivocado: pedir una foto",
    body: "Hola {{customer.first_name}}:\n\nLamentamos que algo esté mal con su pedido {{order.name}}. Díganos de qué artículo se trata y, si puede, envíenos una foto del artículo y del embalaje. No hace falta devolver nada antes de recibir nuestra respuesta.\n\n{{agent.first_name}}",
  },
  fr: {
    title: "Abîmé ou erroné : demander une photo",
    body: "Bonjour {{customer.first_name}},\n\nnous sommes désolés que quelque chose n'aille pas avec votre commande {{order.name}}. Dites-nous de quel article il s'agit et, si possible, envoyez-en une photo ainsi que de l'emballage. Ne renvoyez rien avant notre réponse.\n\n{{agent.first_name}}",
  },
  ja: {
    title: "破損・誤配送:写真のお願い",
    body: "{{customer.first_name}} 様\n\nご注文 {{order.name}} に不備があり、申し訳ございません。該当の商品をお知らせいただき、可能でしたら商品と梱包の写真をお送りください。こちらからご連絡するまで、返送の必要はございません。\n\n{{agent.first_name}}",
  },
  "zh-Hans": {
    title: "破损或发错:请提供照片",
    body: "{{customer.first_name}},您好!\n\n很抱歉您的订单 {{order.name}} 出现问题。请告诉我们是哪件商品,如方便请附上商品和包装的照片。在收到我们的回复前,您无需寄回任何东西。\n\n{{agent.first_name}}",
  },
};

const sendBack: Record<BuyerLanguage, Wording> = {
  en: {
    title: "Send it back to our address",
    body: "Hello {{customer.first_name}},\n\nyou may send your order {{order.name}} back to this address:\n\n{{market.return_address}}\n\nPlease put a note with the order number inside and keep the receipt until you hear from us.\n\n{{agent.first_name}}",
  },
  de: {
    title: "Zurücksenden an unsere Adresse",
    body: "Hallo {{customer.first_name}},\n\nSie können Ihre Bestellung {{order.name}} an diese Adresse zurücksenden:\n\n{{market.return_address}}\n\nBitte legen Sie einen Zettel mit der Bestellnummer bei und bewahren Sie den Beleg auf, bis Sie von uns hören.\n\n{{agent.first_name}}",
  },
  "pt-BR": {
    title: "Devolver para o nosso endereço",
    body: "Olá {{customer.first_name}},\n\nvocê pode devolver seu pedido {{order.name}} para este endereço:\n\n{{market.return_address}}\n\nColoque dentro um bilhete com o número do pedido e guarde o comprovante até a nossa resposta.\n\n{{agent.first_name}}",
  },
  ar: {
    title: "إرجاع الطلب إلى عنواننا",
    body: "مرحبًا {{customer.first_name}}،\n\nيمكنك إرجاع طلبك {{order.name}} إلى هذا العنوان:\n\n{{market.return_address}}\n\nضع من فضلك داخل الطرد ورقة برقم الطلب واحتفظ بالإيصال إلى أن نرد عليك.\n\n{{agent.first_name}}",
  },
  es: {
    title: "Devolver a nuestra dirección",
    body: "Hola {{customer.first_name}}:\n\nPuede devolver su pedido {{order.name}} a esta dirección:\n\n{{market.return_address}}\n\nIncluya una nota con el número del pedido y guarde el comprobante hasta recibir nuestra respuesta.\n\n{{agent.first_name}}",
  },
  fr: {
    title: "Renvoyer à notre adresse",
    body: "Bonjour {{customer.first_name}},\n\nvous pouvez renvoyer votre commande {{order.name}} à cette adresse :\n\n{{market.return_address}}\n\nJoignez un mot avec le numéro de commande et gardez le reçu jusqu'à notre réponse.\n\n{{agent.first_name}}",
  },
  ja: {
    title: "返送先のご案内",
    body: "{{customer.first_name}} 様\n\nご注文 {{order.name}} は、下記の住所へご返送いただけます。\n\n{{market.return_address}}\n\nご注文番号を書いたメモを同封し、こちらからご連絡するまで控えを保管してください。\n\n{{agent.first_name}}",
  },
  "zh-Hans": {
    title: "请寄回此地址",
    body: "{{customer.first_name}},您好!\n\n您可以将订单 {{order.name}} 寄回以下地址:\n\n{{market.return_address}}\n\n请在包裹内附上写有订单号的纸条,并在收到我们的回复前保留寄件凭证。\n\n{{agent.first_name}}",
  },
};

/** The macros every shop begins with, in each language buyers are written to. */
export const startingMacros = Object.entries({ onItsWay, lookingInto, showDamage, sendBack }).flatMap(
  ([id, wordings], position) =>
    buyerLanguages.map((language) => ({ id, language, position, ...wordings[language] })),
);
