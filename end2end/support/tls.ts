// What stands before a server on the internet: a proxy that speaks TLS, with a certificate of its own.
import { spawnSync } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A certificate that nobody but a browser started with `flag` believes. */
export interface Certificate {
  key: string;
  cert: string;
  /** Makes Chromium believe it as any other: what it is told under a certificate with faults it does not do. */
  flag: string;
}

export function certificate(): Certificate {
  const folder = mkdtempSync(join(tmpdir(), "tls-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  try {
    const words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost -addext";
    const made = spawnSync("openssl", [...words.split(" "), "subjectAltName=DNS:localhost", "-keyout", key, "-out", cert]);
    if (made.status !== 0) {
      throw new Error(`openssl: ${made.error ?? made.stderr}`);
    }
    const text = readFileSync(cert, "utf8");
    const spki = new X509Certificate(text).publicKey.export({ type: "spki", format: "der" });
    const hash = createHash("sha256").update(spki).digest("base64");
    return { key: readFileSync(key, "utf8"), cert: text, flag: `--ignore-certificate-errors-spki-list=${hash}` };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export class Proxy {
  readonly url: string;
  /** The paths that came by. */
  readonly asked: string[] = [];
  private target = "";
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
    this.url = `https://localhost:${(server.address() as AddressInfo).port}`;
    server.on("request", (incoming, outgoing) => {
      this.asked.push(incoming.url ?? "");
      const headers = { ...incoming.headers, "x-forwarded-for": incoming.socket.remoteAddress };
      const options = { method: incoming.method, path: incoming.url, headers };
      const on = request(this.target, options, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      on.on("error", () => outgoing.destroy());
      incoming.pipe(on);
    });
  }

  /** Takes a port; what comes there is handed on once it is said to whom. */
  static async start({ key, cert }: Certificate): Promise<Proxy> {
    const server = createServer({ key, cert }).listen(0, "localhost");
    await once(server, "listening");
    return new Proxy(server);
  }

  handsOnTo(target: string): void {
    this.target = target;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
