// Lighthouse on a phone, slow 4G and a slow processor played by it. Its figures are written beside the other results.
import { mkdirSync, writeFileSync } from "node:fs";
import { program } from "../../support/program.ts";
import { expect, test } from "../../support/test.ts";

interface Judged {
  name: string;
  performance: number;
  accessibility: number;
  "best-practices": number;
  missed: string[];
}

test("a first visit and a licence's page are fast, usable and sound", async ({ server }) => {
  const { status, said } = await program("by-request/lighthouse.mjs", [server.url]);
  expect(status, said).toBe(0);
  const judged: Judged[] = JSON.parse(said.trim().split("\n").at(-1)!);
  mkdirSync("test-results", { recursive: true });
  writeFileSync("test-results/lighthouse.json", JSON.stringify(judged, null, 2));
  console.table(judged.map(({ missed, ...figures }) => figures));
  for (const page of judged) {
    // Nobody comes to a licence's page before the first screen; how long that would take is worth knowing.
    const usual = !page.name.includes("nothing kept");
    expect(page.accessibility, page.name).toBe(100);
    expect(page["best-practices"], `${page.name}: ${page.missed}`).toBe(100);
    expect(page.performance, page.name).toBeGreaterThanOrEqual(usual ? 95 : 0);
  }
});
