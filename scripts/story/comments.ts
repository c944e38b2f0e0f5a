import type { Country } from "./cast.ts";
import type { PlannedOrder } from "./orders.ts";
import { pick, type Random } from "./random.ts";

type Moods = { late: string[]; inTime: string[]; silent: string[] };

const words: Record<Country, Moods> = {
  DE: {
    late: [
      "Kam Tage später als angekündigt, und niemand hat Bescheid gesagt.",
      "Ware gut, Lieferung zu spät.",
    ],
    inTime: ["Pünktlich und gut verpackt.", "Alles wie angekündigt, gerne wieder.", "Schneller als gedacht!"],
    silent: [],
  },
  BR: {
    late: [
      "Ficou parado na alfândega mais de uma semana e ninguém avisou.",
      "Chegou muito depois do prazo. O rastreio só dizia 'alfândega'.",
      "Tive que perguntar três vezes onde estava o pacote.",
      "O produto é bom, mas a entrega atrasou demais.",
    ],
    inTime: ["Chegou no prazo, bem embalado.", "Tudo certo, recomendo.", "Entrega rápida!"],
    silent: [],
  },
  AE: {
    late: ["It came late and nobody could tell me where it was."],
    inTime: ["Arrived when promised.", "Nice packaging, good service."],
    silent: ["Not a single update on the way. I only knew when it rang at the door."],
  },
  SA: {
    late: ["وصل متأخرًا ولم يخبرني أحد."],
    inTime: ["وصل في الموعد، شكرًا لكم.", "تغليف ممتاز وتوصيل سريع."],
    silent: ["لم أستلم أي تحديث عن الشحنة طوال الطريق.", "كل الرسائل كانت بالإنجليزية فقط."],
  },
};

/** Share of buyers who add a line of their own. */
const writes = 0.35;

/** What a buyer adds in their own words after delivery, if anything. */
export function commentOf(random: Random, { country, late, provider }: PlannedOrder): string | null {
  if (random() >= writes) return null;
  const { silent, ...moods } = words[country];
  const usual = late ? moods.late : moods.inTime;
  return pick(random, provider === "dune" ? [...usual, ...silent, ...silent] : usual);
}
