// A real mail server and a gateway for short messages, in a program of their own: the one that the server's tests use.
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";

const KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const DEBIAN = "/usr/bin/python3";
const PATIENCE_MS = 40_000;

/** Something that was received, or said about it. */
export interface Said {
  kind: "ready" | "now" | "took" | "double" | "hung" | "late" | "cut" | "forged";
  means?: "mail" | "message";
  id?: string;
  to?: string[];
  text?: string;
}

export class Receiver {
  /** The settings of a server that sends there, around the clock. */
  readonly environment: Record<string, string>;
  private readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;

  private constructor(child: ChildProcess, lines: AsyncIterator<string>, ports: { mail: number; gateway: number }) {
    this.child = child;
    this.lines = lines;
    this.environment = {
      MINGZHENG__MAIL__URL: `smtp://127.0.0.1:${ports.mail}`,
      MINGZHENG__MAIL__FROM: "Mingzheng <noreply@example.gov.cn>",
      MINGZHENG__MESSAGES__URL: `http://127.0.0.1:${ports.gateway}/send`,
      MINGZHENG__MESSAGES__KEY: KEY,
      MINGZHENG__NOTICES__QUIET: "none",
    };
  }

  static async start(): Promise<Receiver> {
    const python = existsSync(DEBIAN) ? DEBIAN : "python3";
    const program = new URL("../../server/tests/receiver/receiver.py", import.meta.url).pathname;
    const child = spawn(python, [program, KEY], { stdio: ["pipe", "pipe", "inherit"] });
    const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
    const ready = JSON.parse((await lines.next()).value as string) as { mail: number; gateway: number };
    return new Receiver(child, lines, ready);
  }

  /** Lets it behave otherwise from now on; everything that it said before. */
  async be(manner: string): Promise<Said[]> {
    this.child.stdin!.write(`${manner}\n`);
    const before: Said[] = [];
    for (;;) {
      const said = await this.next();
      if (said.kind === "now") {
        return before;
      }
      before.push(said);
    }
  }

  /** What it says next. */
  async next(): Promise<Said> {
    const late = new Promise<never>((_, reject) =>
      setTimeout(() => reject(new Error("nothing was received")), PATIENCE_MS).unref(),
    );
    const line = await Promise.race([this.lines.next(), late]);
    return JSON.parse(line.value as string) as Said;
  }

  stop(): void {
    this.child.kill("SIGKILL");
  }
}

/** The code in what was received. */
export function codeIn({ text = "" }: Said): string {
  const found = /\b\d{6}\b/.exec(text);
  if (!found) {
    throw new Error(`there is no code in: ${text}`);
  }
  return found[0];
}
