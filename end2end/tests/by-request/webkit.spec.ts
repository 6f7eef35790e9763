// WebKit can't be driven by the runner: the story is a program of its own.
import { program } from "../../support/program.ts";
import { expect, test } from "../../support/test.ts";

test("the citizen's story is told in WebKit, every screen of it usable by everybody", async ({ server }) => {
  const { status, said } = await program("by-request/webkit.mjs", [server.url]);
  expect(status, said).toBe(0);
});
