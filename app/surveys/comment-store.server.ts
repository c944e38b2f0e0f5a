import type { Tenant } from "../context";
import type { Db } from "../db.server";
import type { GapPlace } from "./gap-store.server";

const textPlace = "SurveyComment.sealedText";

export type StoredComment = { id: string; orderId: string; locale: string; text: string; at: Date };

/** Keeps what a buyer wrote with a submission; one that stands there stays as it is. */
export async function addComment(
  db: Db,
  shop: Tenant,
  { text, ...comment }: StoredComment & { place: GapPlace | null },
): Promise<void> {
  const { place, ...row } = comment;
  const sealedText = shop.vault.seal(textPlace, row.id, text);
  await db.surveyComment.createMany({
    data: [{ shopId: shop.id, ...row, ...place, sealedText }],
    skipDuplicates: true,
  });
}

/** Puts a submission's comment where its submission is counted. */
export async function placeComment(db: Db, shop: Tenant, id: string, place: GapPlace): Promise<void> {
  await db.surveyComment.updateMany({ where: { shopId: shop.id, id }, data: place });
}

export async function hasComment(db: Db, shop: Tenant, id: string): Promise<boolean> {
  return (await db.surveyComment.count({ where: { shopId: shop.id, id } })) > 0;
}

/** Comments of these submissions, for the person's own file. */
export async function listComments(db: Db, shop: Tenant, ids: readonly string[]): Promise<StoredComment[]> {
  const rows = await db.surveyComment.findMany({
    where: { shopId: shop.id, id: { in: [...ids] } },
    orderBy: { at: "asc" },
  });
  return rows.map((row) => opened(shop, row));
}

/** Comments of these places, newest first, after `after`. Whoever shows them writes the access log. */
export async function listCommentsAt(
  db: Db,
  shop: Tenant,
  places: readonly GapPlace[],
  after: { at: Date; id: string } | null,
  most: number,
): Promise<StoredComment[]> {
  const found = await Promise.all(
    places.map(({ providerId, market }) =>
      db.surveyComment.findMany({
        where: {
          ...{ shopId: shop.id, providerId, market },
          ...(after && { at: { lte: after.at }, NOT: { at: after.at, id: { gte: after.id } } }),
        },
        orderBy: [{ at: "desc" }, { id: "desc" }],
        take: most,
      }),
    ),
  );
  return found
    .flat()
    .sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))
    .slice(0, most)
    .map((row) => opened(shop, row));
}

type Row = Omit<StoredComment, "text"> & { sealedText: Uint8Array };

function opened(shop: Tenant, { id, orderId, locale, at, sealedText }: Row): StoredComment {
  return { id, orderId, locale, at, text: shop.vault.openText(textPlace, id, sealedText) };
}
