import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "csv-parse/sync";
import { beforeAll, expect, it } from "vitest";
import { inShop } from "../../app/db.server";
import { ask } from "../routes/ask";
import { pageWays } from "../routes/route-list";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { idToken, installedShop } from "../support/shops";
import { answersBody, deliverParcel, sendAnswers, storeOrder } from "../support/surveys";

beforeAll(prepareQueues);

const way = pageWays.find(({ id }) => id === "routes/app.quality.download.$file");

async function download(shop: string, file: string, subject = "1") {
  if (!way) throw new Error("there is no such route");
  return ask(way, "loader", { path: { file }, token: idToken(shop, { subject }) });
}

type Line = Record<string, string>;
const linesOf = (text: string) => parse(text, { bom: true, columns: true }) as Line[];

/** An order whose buyer answered: each pair of values per statement, null for none. */
async function answered(shop: string, expected: number, felt: number | null) {
  const order = await storeOrder(shop);
  await runJobs();
  await sendAnswers(shop, answersBody(order.id, "expectation", expected));
  await deliverParcel(shop, order.id);
  await runJobs();
  if (felt !== null) await sendAnswers(shop, answersBody(order.id, "perception", felt));
  return String(order.id);
}

it("the answers are a file that the study command reads as it is, and each download is noted", async () => {
  const shop = await installedShop();
  const other = await installedShop();
  const orders = [await answered(shop, 6, 4), await answered(shop, 7, 3), await answered(shop, 5, null)];
  await answered(other, 1, 1);
  const { status, body } = await download(shop, "answers");
  expect(status).toBe(200);
  const lines = linesOf(body);
  expect(lines).toHaveLength(15);
  expect(new Set(lines.map((line) => line.respondent))).toEqual(new Set(orders));
  expect(new Set(lines.map((line) => `${line.expectation} ${line.perception}`))).toEqual(
    new Set(["6 4", "7 3", "5 "]),
  );
  expect(lines.filter((line) => line.item === "R1")).toHaveLength(3);
  const folder = mkdtempSync(path.join(tmpdir(), "fairlead-export-"));
  try {
    writeFileSync(path.join(folder, "answers.csv"), body);
    writeFileSync(path.join(folder, "instrument.json"), (await download(shop, "instrument")).body);
    const files = [
      "--instrument",
      path.join(folder, "instrument.json"),
      "--in",
      path.join(folder, "answers.csv"),
    ];
    const report = JSON.parse(
      execFileSync(process.execPath, ["scripts/servqual.ts", ...files, "--json"], { encoding: "utf8" }),
    );
    expect(report.rows).toMatchObject({ read: 15, used: 15, leftOut: 0 });
    const item = report.items.find((one: { id: string }) => one.id === "R1");
    expect(item).toMatchObject({ n: 2, meanE: 6.5, meanP: 3.5, gap: -3 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const noted = await inShop(shop, (db) => db.accessLog.count({ where: { action: "survey.download" } }));
  expect(noted).toBe(1);
});

it("a file longer than a page holds every order once, also one whose answers a page would part", async () => {
  const shop = await installedShop();
  const fixed = { shopId: shop, version: "delivery-1", locale: "en", state: "counted", late: false };
  const orders = Array.from({ length: 251 }, (_, at) => String(1_000 + at));
  const touches = (at: number) => (at === 0 ? ["perception"] : ["expectation", "perception"]);
  const rows = orders.flatMap((orderId, at) =>
    touches(at).map((touch) => ({
      ...{ ...fixed, orderId, touch, id: randomUUID(), clientId: randomUUID(), startedAt: new Date() },
      market: "default",
    })),
  );
  await inShop(shop, async (db) => {
    await db.surveySubmission.createMany({ data: rows });
    await db.surveyAnswer.createMany({
      data: rows.map(({ id, touch }) => ({
        ...{ shopId: shop, submissionId: id, item: "R1", late: false, answeredAt: new Date() },
        value: touch === "expectation" ? 6 : 4,
      })),
    });
  });
  const lines = linesOf((await download(shop, "answers")).body);
  expect(lines.map((line) => line.respondent)).toEqual(orders);
  expect(lines.filter((line) => line.expectation === "6" && line.perception === "4")).toHaveLength(250);
});

it("a provider's name is never a formula", async () => {
  const shop = await installedShop();
  await answered(shop, 6, 4);
  await inShop(shop, (db) => db.provider.updateMany({ where: { shopId: shop }, data: { name: "=1+1" } }));
  const { body } = await download(shop, "answers");
  expect([...new Set(linesOf(body).map((line) => line.provider))]).toEqual(["'=1+1"]);
});

it("the codebook names every column and statement, in the reader's language", async () => {
  const shop = await installedShop();
  const { body } = await download(shop, "codebook");
  const lines = linesOf(body);
  expect(lines).toHaveLength(8 + 22);
  expect(lines.map((line) => line.Name)).toEqual(expect.arrayContaining(["respondent", "group", "R1", "E5"]));
  expect(lines.find((line) => line.Name === "R5")?.Values).toMatch(
    /^reliability \(.+\); the store can act on it$/,
  );
});

it("a file nobody knows is not there", async () => {
  const shop = await installedShop();
  expect((await download(shop, "everything")).status).toBe(404);
});
