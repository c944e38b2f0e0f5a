import { readFileSync } from "node:fs";
import { createServer } from "node:http";

/*
 * The least a server in this runtime can do: take the request's body, answer the bytes in the file named first, on the
 * port named second.
 */
const [file = "", port = "0"] = process.argv.slice(2);
const { headers, body } = JSON.parse(readFileSync(file, "utf8")) as {
  headers: Record<string, string>;
  body: string;
};
const bytes = Buffer.from(body);
createServer((request, response) => {
  request.on("data", () => {});
  request.on("end", () => {
    response.writeHead(200, { ...headers, "content-length": bytes.length });
    response.end(bytes);
  });
}).listen(Number(port), "127.0.0.1");
