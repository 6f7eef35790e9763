// The frame of a page does not move under the reader's eyes when it is known who reads.
import type { Page } from "@playwright/test";
import { CITIZEN, STAFF } from "../support/people.ts";
import { expect, ready, test } from "../support/test.ts";

for (const [lang, elder] of [
  ["zh-CN", ""],
  ["en", ""],
  ["zh-CN", "1"],
  ["zh-CN", "30"],
  ["en", "30"],
] as const) {
  test(`name, strip and content begin at the same place before and after the session arrives (${lang} ${elder || "standard"})`, async ({
    page,
    citizen,
    staff,
    become,
  }) => {
    await watch(page, lang, elder);
    for (const path of elder === "" ? ["/", "/desk/"] : ["/"]) {
      await expectStill(page, path);
    }
    await become(await citizen(CITIZEN.waiting));
    for (const path of ["/", "/objections", "/me"]) {
      await expectStill(page, path);
    }
    // The desk has no larger type.
    if (elder === "") {
      await become(await staff(STAFF.handler));
      await expectStill(page, "/desk/");
    }
  });
}

declare global {
  interface Window {
    shifts: string[];
  }
}

/** Notes what moves, and what of. */
async function watch(page: Page, lang: string, elder: string): Promise<void> {
  await page.addInitScript(([lang, elder]) => {
    if (location.protocol === "about:") {
      return; // An empty page, as between two people, has no storage.
    }
    localStorage.setItem("mz.lang", lang!);
    localStorage.setItem("mz.elder", elder!);
    window.shifts = [];
    interface Shift extends PerformanceEntry {
      value: number;
      sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
    }
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries() as Shift[]) {
        // What loads into the content is the content's own matter.
        const frame = sources.filter(({ node }) => node instanceof Element && node.matches("main, header, .banner"));
        const moved = frame.map(
          ({ node, previousRect, currentRect }) => `${node?.nodeName} ${previousRect.y} -> ${currentRect.y}`,
        );
        if (moved.length > 0) {
          window.shifts.push(`${value.toFixed(4)}: ${moved.join(", ")}`);
        }
      }
    }).observe({ type: "layout-shift", buffered: true });
  }, [lang, elder]);
}

async function expectStill(page: Page, path: string): Promise<void> {
  // Without this the answer may be there before the first paint, and nothing would be seen.
  await page.route("**/api/v1/session", async (route) => {
    const answer = await route.fetch();
    await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
    await route.fulfill({ response: answer });
  });
  await page.goto(path);
  await ready(page);
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
  expect(await page.evaluate(() => window.shifts), path).toEqual([]);
  await page.unroute("**/api/v1/session");
}
