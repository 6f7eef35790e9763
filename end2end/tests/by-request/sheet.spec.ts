// Every screen at four widths on two contact sheets, the citizens' and the desk's, which stand in the documents.
import { mkdirSync, writeFileSync } from "node:fs";
import { CITIZENS } from "../../support/screens/citizens.ts";
import { DESKS } from "../../support/screens/desks.ts";
import { LIBRARY } from "../../support/screens/library.ts";
import type { Screen } from "../../support/screens/screen.ts";
import { test } from "../../support/screens/world.ts";
import { expect, ready } from "../../support/test.ts";

/** Width of the window and of its picture on the sheet. */
const WIDTHS = [
  [360, 118],
  [390, 128],
  [768, 196],
  [1280, 280],
] as const;
/** What is longer is cut off on the sheet. */
const LONGEST = 300;
const FOLDER = "../server/docs/screenshots";

for (const [app, screens] of [
  ["citizen", CITIZENS],
  ["desk", [...DESKS, ...LIBRARY]],
] as const) {
  test(`the contact sheet of the ${app} screens`, async ({ page, world, become, complaints }) => {
    test.setTimeout(600_000);
    complaints.expect(/./);
    // A form that was begun asks before it is left, and is left.
    page.on("dialog", (dialog) => dialog.accept());
    const cells: string[] = [];
    for (const screen of screens) {
      cells.push(await cell(screen));
      await page.unrouteAll();
    }
    await page.goto("about:blank");
    await page.setViewportSize({ width: 1500, height: 900 });
    await page.setContent(`<style>${STYLE}</style>${cells.join("")}`);
    const cdp = await page.context().newCDPSession(page);
    const { data } = await cdp.send("Page.captureScreenshot", { format: "webp", quality: 55, captureBeyondViewport: true });
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(`${FOLDER}/sheet-${app}.webp`, Buffer.from(data, "base64"));

    async function cell(screen: Screen): Promise<string> {
      await page.goto("about:blank");
      await page.context().clearCookies();
      await page.setViewportSize({ width: 1280, height: 900 });
      if (screen.who) {
        await become(screen.who(world.people));
      }
      await screen.prepare?.(page);
      await page.goto(screen.path(world));
      await ready(page);
      await expect(page.getByText(screen.shows).filter({ visible: true }).first()).toBeVisible();
      await screen.then?.(page);
      const pictures: string[] = [];
      for (const [width, shown] of WIDTHS) {
        const height = Math.round((LONGEST * width) / shown);
        await page.setViewportSize({ width, height });
        const picture = await page.screenshot({ animations: "disabled", scale: "css", type: "jpeg", quality: 80 });
        const folder = `test-results/sheet/${app}-${width}`;
        mkdirSync(folder, { recursive: true });
        writeFileSync(`${folder}/${screen.name}.jpg`, picture);
        pictures.push(`<img width="${shown}" height="${LONGEST}" src="data:image/jpeg;base64,${picture.toString("base64")}">`);
      }
      // What was begun on this screen isn't taken up on the next.
      await page.evaluate(() => {
        sessionStorage.clear();
        localStorage.clear();
      });
      return `<figure><figcaption>${screen.name}</figcaption>${pictures.join("")}</figure>`;
    }
  });
}

const STYLE = `
  body { display: grid; grid-template-columns: 1fr 1fr; gap: 4px; margin: 4px; background: #8a8f98; font: 11px sans-serif; }
  figure { margin: 0; display: flex; flex-wrap: wrap; gap: 3px; }
  figcaption { width: 100%; color: #fff; }
`;
