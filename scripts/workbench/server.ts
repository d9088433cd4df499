import { createReadStream, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, sep } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** What the page's own policy cannot say: nobody may put it into a frame. */
const HEADERS = { "Content-Security-Policy": "frame-ancestors 'none'", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache" };

/** So many ports are tried, from the wanted one on. */
const PORTS_TRIED = 20;

/** Serves a folder to this machine alone, at the wanted port or one of the next; 0 takes any. */
export async function served(folder: string, wanted: number): Promise<{ readonly address: string; readonly server: Server }> {
  for (let port = wanted; ; port++) {
    try {
      const server = await listening(folder, port);
      return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
    } catch (fault) {
      if ((fault as NodeJS.ErrnoException).code !== "EADDRINUSE" || port >= wanted + PORTS_TRIED) throw fault;
    }
  }
}

function listening(folder: string, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    const path = fileOf(folder, request.url ?? "/");
    if (path === undefined || (request.method !== "GET" && request.method !== "HEAD")) {
      response.writeHead(404, HEADERS).end("There is no such file.");
      return;
    }
    response.writeHead(200, { ...HEADERS, "Content-Type": TYPES[extname(path)] ?? "application/octet-stream" });
    if (request.method === "HEAD") response.end();
    else createReadStream(path).pipe(response);
  });
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
