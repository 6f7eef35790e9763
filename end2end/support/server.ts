// The server's program as a process: started, healthy, stopped, killed.
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdirSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

const PATIENCE_MS = 60_000;
const LOGS = "test-results/logs";

/** A server that is healthy. */
export interface Running {
  child: ChildProcess;
  url: string;
}

/** How it is started. */
export interface Start {
  /** The name of its log file. */
  log: string;
  /** After `serve --listen ADDRESS`. */
  arguments: string[];
  environment?: Record<string, string>;
  /** Whether browsers know it by a name, and not by a number. */
  named?: boolean;
}

/** Starts `$MINGZHENG_BIN serve` on a free port and waits until it is healthy. */
export async function start({ log, arguments: more, environment, named }: Start): Promise<Running> {
  const listen = `127.0.0.1:${await freePort()}`;
  const url = named ? `http://localhost:${listen.split(":")[1]}` : `http://${listen}`;
  const address = named ? { MINGZHENG__HTTP__PUBLIC_URL: url } : {};
  const child = spawn(program(), ["serve", "--listen", listen, ...more], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...address, ...environment },
  });
  mkdirSync(LOGS, { recursive: true });
  const file = createWriteStream(`${LOGS}/${log}.log`, { flags: "a" });
  child.stdout.pipe(file, { end: false });
  child.stderr.pipe(file, { end: false });
  // Without this a program that cannot be started would end the worker, not the test.
  child.on("error", (error) => file.write(String(error)));

  try {
    await healthy(child, url);
  } catch (error) {
    await stop(child);
    throw error;
  }
  return { child, url };
}

/** Runs a command of the program that ends by itself. */
export function run(command: string[], environment: Record<string, string>): void {
  const ended = spawnSync(program(), command, {
    env: { ...process.env, ...environment },
    encoding: "utf8",
  });
  if (ended.status !== 0) {
    throw new Error(`mingzheng ${command.join(" ")}: ${ended.error ?? ended.stderr}`);
  }
}

/** Stops a server as a service manager does, and kills it when it does not listen. */
export async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) {
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

/** Ends a server as a power cut does. */
export async function kill(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) {
    throw new Error("the server had ended by itself");
  }
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

function program(): string {
  const program = process.env.MINGZHENG_BIN;
  if (!program) {
    throw new Error("MINGZHENG_BIN names no server: run `cargo xtask test --only browser`");
  }
  return program;
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

async function healthy(child: ChildProcess, url: string): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    if (hasEnded(child)) {
      throw new Error(`the server ended before it was healthy (code ${child.exitCode}); see its log`);
    }
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer?.ok) {
      return;
    }
    await pause(50);
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
