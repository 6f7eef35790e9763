// A server that is upgraded while browsers are open: the real one, with another build's name on what it serves.
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What it serves is marked with the build that it says it is. */
export interface Upgradable {
  url: string;
  /** From now on it is this build. */
  become(build: string): void;
  close(): Promise<void>;
}

/** Stands in front of `url`; its pages carry `data-build`, and each build has a service worker of its own. */
export async function upgradable(url: string, build: string): Promise<Upgradable> {
  const server: Server = createServer(async (asked, answer) => {
    const got = await fetch(url + asked.url, { headers: { cookie: asked.headers.cookie ?? "" }, redirect: "manual" });
    const type = got.headers.get("content-type") ?? "";
    const headers = Object.fromEntries([...got.headers].filter(([name]) => !/^(content-(length|encoding)|etag|transfer-encoding)$/.test(name)));
    answer.writeHead(got.status, headers);
    if (type.startsWith("text/html")) {
      answer.end((await got.text()).replace("<html ", `<html data-build="${build}" `));
    } else if (asked.url === "/service-worker.js") {
      answer.end((await got.text()).replace(/const BUILD = "\w+"/, `const BUILD = "${build}"`));
    } else {
      answer.end(Buffer.from(await got.arrayBuffer()));
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    become: (next) => {
      build = next;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
