import { createReadStream, statSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, sep } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

const HEADERS = { "X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache" };

/** What the page's own policy cannot say: nobody may put it into a frame. */
const UNFRAMED = { ...HEADERS, "Content-Security-Policy": "frame-ancestors 'none'" };

/** Excel on the web shows the pane in a frame, and reads functions.json from a page of its own. */
const FOR_EXCEL = { ...HEADERS, "Access-Control-Allow-Origin": "*" };

/** So many ports are tried, from the wanted one on. */
const PORTS_TRIED = 20;

/** Serves a folder to this machine alone, at the wanted port or one of the next; 0 takes any. */
export async function served(folder: string, wanted: number): Promise<{ readonly address: string; readonly server: Server }> {
  for (let port = wanted; ; port++) {
    try {
      const server = await listening(createServer(answers(folder, UNFRAMED)), port);
      return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
    } catch (fault) {
      if ((fault as NodeJS.ErrnoException).code !== "EADDRINUSE" || port >= wanted + PORTS_TRIED) throw fault;
    }
  }
}

/** Serves a folder to the Excel on this machine, at exactly this port, which the manifest names. */
export async function servedToExcel(folder: string, port: number, certificate: { readonly cert: Buffer; readonly key: Buffer }): Promise<Server> {
  return listening(createSecureServer(certificate, answers(folder, FOR_EXCEL)), port);
}

function answers(folder: string, headers: Readonly<Record<string, string>>): RequestListener {
  return (request, response) => {
    const path = fileOf(folder, request.url ?? "/");
    if (path === undefined || (request.method !== "GET" && request.method !== "HEAD")) {
      response.writeHead(404, headers).end("There is no such file.");
      return;
    }
    response.writeHead(200, { ...headers, "Content-Type": TYPES[extname(path)] ?? "application/octet-stream" });
    if (request.method === "HEAD") response.end();
    else createReadStream(path).pipe(response);
  };
}

function listening(server: Server, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}

/** The file that an address means; undefined where there is none in the folder. */
function fileOf(folder: string, url: string): string | undefined {
  try {
    const asked = decodeURIComponent(new URL(url, "http://127.0.0.1").pathname);
    const path = normalize(join(folder, asked.endsWith("/") ? `${asked}index.html` : asked));
    return path.startsWith(folder + sep) && statSync(path).isFile() ? path : undefined;
  } catch {
    return undefined;
  }
}
