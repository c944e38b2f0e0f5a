import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { handlersOf } from "./ask";
import { pageWays, pathParams, routeModules, ways } from "./route-list";
import { formFieldsOf, queryNamesOf } from "./route-source";
import { notApplicable, standing, threatRows, threats } from "./threats";

const keys = (record: object | undefined) => Object.keys(record ?? {}).sort();

describe("the check-list of the threat table", () => {
  it("has an entry for every way in, and a way in for every entry", () => {
    expect(keys(threats)).toEqual(ways.map((way) => way.id).sort());
  });

  it("knows every module of app/routes", () => {
    expect(keys(routeModules)).toEqual(pageWays.map((way) => way.id).sort());
  });

  it.each(pageWays.map((way) => [way.id, way] as const))("says what %s takes", async (id, way) => {
    const entry = threats[id];
    expect(keys(entry?.handlers), "handlers").toEqual(handlersOf(way).sort());
    for (const takes of Object.values(entry?.handlers ?? {})) {
      expect(keys(takes.path), "parts of the path").toEqual(pathParams(way.path).sort());
    }
    const taken = Object.values(entry?.handlers ?? {});
    expect(taken.flatMap((takes) => keys(takes.query)).sort(), "query").toEqual(queryNamesOf(id));
    expect(taken.flatMap((takes) => keys(takes.form)).sort(), "form fields").toEqual(await formFieldsOf(id));
  });

  it.each(Object.entries(threats))(
    "names for %s a threat, a defence and a test that exists",
    (_id, entry) => {
      expect(entry.notes.length).toBeGreaterThan(0);
      expect(entry.notes.filter((note) => !existsSync(note.test)).map((note) => note.test)).toEqual([]);
    },
  );

  it("has a test for every row of the table, or a reason why it does not apply", () => {
    const notes = [...standing, ...Object.values(threats).flatMap((entry) => entry.notes)];
    const answered = [...notes.map((note) => note.row), ...Object.keys(notApplicable)];
    expect([...new Set(answered)].toSorted()).toEqual(threatRows.toSorted());
    expect(notes.filter((note) => note.row in notApplicable)).toEqual([]);
    expect(notes.filter((note) => !existsSync(note.test)).map((note) => note.test)).toEqual([]);
  });
});
