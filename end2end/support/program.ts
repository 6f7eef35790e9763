// A program of ours, run to its end.
import { spawn } from "node:child_process";
import { once } from "node:events";

/** What it said and how it ended. */
export async function program(path: string, args: string[]): Promise<{ status: number; said: string }> {
  const child = spawn(process.execPath, [path, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text) => (said += text));
  }
  const [status] = await once(child, "close");
  return { status, said };
}
