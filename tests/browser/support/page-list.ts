import { readFileSync } from "node:fs";
import path from "node:path";
import routes from "../../../app/routes.ts";

const appFolder = path.resolve(import.meta.dirname, "../../../app");

/** Pages whose address alone does not say what to show, so that they are opened by a link of another page. */
const opensByLink = (address: string) => address.includes(":") || address === "/app/quality/cell";

/** Every page of the app as its address with placeholders: routes that only take forms or answer data are none. */
function pages(): string[] {
  const app = routes.find((route) => route.path === "app");
  return (app?.children ?? []).flatMap(({ path: below, file }) => {
    const isPage = /^export default /m.test(readFileSync(path.join(appFolder, file), "utf8"));
    return isPage && below !== "*" ? [below === undefined ? "/app" : `/app/${below}`] : [];
  });
}

/** Pages anybody may open by their address, and those that another page leads to. */
export const openPages = pages().filter((address) => !opensByLink(address));
export const linkedPages = pages().filter(opensByLink);

/** The first of the links that leads to a page with placeholders, and to no other page. */
export function linkTo(address: string, links: Iterable<string>): string | undefined {
  const pattern = new RegExp(`^${address.replace(/:[a-z]+/g, "[^/?]+")}(\\?|$)`);
  return [...links].find((link) => pattern.test(link) && !openPages.includes(link.split("?")[0] ?? ""));
}
