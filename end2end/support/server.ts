// A server with a demonstration of its own for each worker: journeys share nothing.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdirSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { test as base } from "@playwright/test";

const PATIENCE_MS = 60_000;

export interface Server {
  url: string;
}

/** `test` with a running server; `page.goto("/")` reaches it. */
export const test = base.extend<object, { server: Server }>({
  server: [
    async ({}, use, worker) => {
      const { child, url } = await start(worker.workerIndex);
      try {
        await use({ url });
      } finally {
        await stop(child);
      }
    },
    { scope: "worker", timeout: PATIENCE_MS + 10_000 },
  ],
  baseURL: async ({ server }, use) => use(server.url),
});

export { expect } from "@playwright/test";

/** Starts `$MINGZHENG_BIN serve --demo` on a free port and waits until it is healthy. */
export async function start(worker: number): Promise<{ child: ChildProcess; url: string }> {
  const program = process.env.MINGZHENG_BIN;
  if (!program) {
    throw new Error("MINGZHENG_BIN names no server: run `cargo xtask test --only browser`");
  }
  const listen = `127.0.0.1:${await freePort()}`;
  const child = spawn(program, ["serve", "--demo", "--listen", listen], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  mkdirSync("test-results", { recursive: true });
  const log = createWriteStream(`test-results/server-${worker}.log`);
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  // Without this a program that cannot be started would end the worker, not the test.
  child.on("error", (error) => log.write(String(error)));

  const url = `http://${listen}`;
  try {
    await healthy(child, url);
  } catch (error) {
    await stop(child);
    throw error;
  }
  return { child, url };
}

/** Stops a server as a service manager does, and kills it when it does not listen. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const patience = new AbortController();
  await Promise.race([
    ended,
    pause(10_000, undefined, { signal: patience.signal }).then(() => child.kill("SIGKILL")),
  ]);
  patience.abort();
  await ended;
}

async function healthy(child: ChildProcess, url: string): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`the server ended before it was healthy (code ${child.exitCode}); see its log`);
    }
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer?.ok) {
      return;
    }
    await pause(100);
  }
  throw new Error(`the server was not healthy within ${PATIENCE_MS / 1000} s; see its log`);
}

/** A port that is free now; nothing else on this machine hands it out in the next moment. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
